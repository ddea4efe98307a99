# Completions of pinlotse for fish: pinlotse completions fish | source

function __pinlotse_candidates
    set -l before (commandline --current-process --tokenize --cut-at-cursor)
    set -l current (commandline --current-token --cut-at-cursor | string unescape)
    command pinlotse candidates --current="$current" -- $before 2>/dev/null | while read -l word
        read -l about
        printf '%s\t%s\n' "$word" "$about"
    end
end

complete --command pinlotse --no-files --keep-order --arguments '(__pinlotse_candidates)'
