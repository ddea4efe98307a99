# Completions of pinlotse for bash: source <(pinlotse completions bash)

_pinlotse() {
    # bash takes words apart at : and =, the program does not: pieces without a blank between them are one word.
    local rest=${COMP_LINE:0:COMP_POINT} whole=() piece i
    for ((i = 0; i <= COMP_CWORD; i++)); do
        piece=${COMP_WORDS[i]}
        if ((i == 0)) || [[ -z $rest || $rest == [[:blank:]]* ]]; then
            whole+=("")
        fi
        rest=${rest#"${rest%%[![:blank:]]*}"}
        # Of the last piece only what stands before the cursor.
        ((i == COMP_CWORD)) && piece=$rest
        whole[${#whole[@]} - 1]+=$piece
        rest=${rest#"$piece"}
    done
    # What the shell would do to a word, as far as names of readers and files need it.
    for i in "${!whole[@]}"; do
        whole[i]=${whole[i]//[\\\"\']/}
    done
    local at=$((${#whole[@]} - 1))
    local current=${whole[at]} begun=${2//[\\\"\']/}
    # The shell replaces only the last piece, so what stands before it is taken off again.
    local before=${current%"$begun"} word about
    COMPREPLY=()
    while IFS= read -r word && IFS= read -r about; do
        COMPREPLY+=("${word#"$before"}")
    done < <(command pinlotse candidates --current="$current" -- "${whole[@]:0:at}" 2>/dev/null)
    # Blanks in names of readers are quoted by the shell; a folder is not the end of a path.
    compopt -o filenames 2>/dev/null
    [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == */ ]] && compopt -o nospace 2>/dev/null
}

complete -F _pinlotse -o nosort pinlotse 2>/dev/null || complete -F _pinlotse pinlotse
