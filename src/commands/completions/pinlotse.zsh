#compdef pinlotse
# Completions of pinlotse for zsh: source <(pinlotse completions zsh), or as _pinlotse in a folder of $fpath

_pinlotse() {
    local -a answer values shown folders
    local current=${(Q)PREFIX} word about
    answer=("${(@f)$(command pinlotse candidates --current="$current" -- "${(@Q)words[1,CURRENT-1]}" 2>/dev/null)}")
    for word about in "${answer[@]}"; do
        [[ -n $word ]] || continue
        if [[ $word == */ ]]; then
            folders+=("$word")
        else
            values+=("$word")
            shown+=("$word${about:+  -- $about}")
        fi
    done
    (( ${#values} )) && compadd -l -d shown -a values
    (( ${#folders} )) && compadd -S '' -a folders
}

if [[ $funcstack[1] == _pinlotse ]]; then
    _pinlotse "$@"
else
    compdef _pinlotse pinlotse
fi
