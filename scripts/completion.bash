# shellcheck shell=bash
# bash completion for sn and all its commands: words of the shop's own
# sn.conf, asked for with "sn --list".
#
# Run as "bash completion.bash WORD ..." it prints what completes the last of
# the words, which is how the completions of zsh and fish ask.

# The words of a kind, from the shop directory that the line names.
__sn_list() {
	local i home=()
	for ((i = 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		-H | --home)
			if [[ ${COMP_WORDS[i + 1]} = '=' ]]; then
				home=(-H "${COMP_WORDS[i + 2]}")
			else
				home=(-H "${COMP_WORDS[i + 1]}")
			fi
			# as the shell itself would have it
			home[1]=${home[1]/#\~\//$HOME/}
			;;
		esac
	done
	sn "${home[@]}" --list "$1" 2>/dev/null
}

# Offer the words of a kind that begin with the word typed so far.
__sn_words() {
	local IFS=$'\n' word
	while read -r word; do
		[[ $word == "$2"* ]] || continue
		[[ -n ${__sn_plain:-} ]] || word=$(printf '%q' "$word")
		COMPREPLY+=("$word")
	done < <(__sn_list "$1")
}

# The values of field=
__sn_value() {
	case $1 in
	status) __sn_words statuses "$2" ;;
	route) __sn_words routes "$2" ;;
	shop | --shop) __sn_words shops "$2" ;;
	carrier | --carrier) __sn_words carriers "$2" ;;
	box | --box) __sn_words boxes "$2" ;;
	--route) __sn_words routes "$2" ;;
	--format) __sn_words formats "$2" ;;
	--template) __sn_words columns "$2" ;;
	--forget) __sn_words queries "$2" ;;
	--digest)
		mapfile -t COMPREPLY < <(compgen -W 'stdout mail none' \
		    -- "$2")
		;;
	--home) mapfile -t COMPREPLY < <(compgen -d -- "$2") ;;
	--output | --rejects | --from)
		mapfile -t COMPREPLY < <(compgen -f -- "$2")
		;;
	esac
}

# The fields, each with = after it.
__sn_fields() {
	local field
	while read -r field; do
		[[ $field == "$1"* ]] && COMPREPLY+=("$field=")
	done < <(__sn_list fields)
	[[ ${#COMPREPLY[@]} -eq 0 ]] || compopt -o nospace 2>/dev/null
}

# The options that the command's own usage names, and those all have.
__sn_options() {
	local words
	words=$("$1" --help 2>/dev/null | grep -oE -- '--[a-z][a-z-]*')
	mapfile -t COMPREPLY < <(compgen -W "$words --help --home --verbose" \
	    -- "$2" | sort -u)
}

# The verbs of a command that has some, as its own help lists them.
__sn_verbs() {
	mapfile -t COMPREPLY < <(compgen -W "$("$1" --help 2>/dev/null |
	    sed -n "s/^  $1 \([a-z]*\) .*/\1/p")" -- "$2")
}

# sn-mail: a verb, then a kind of mail.
__sn_mail() {
	case " ${COMP_WORDS[*]} " in
	*' lint '* | *' preview '* | *' queue '*)
		mapfile -t COMPREPLY < <(compgen -W 'thanks paid shipped
		    receipt delay cancel reminder follow' -- "$1")
		[[ ${#COMPREPLY[@]} -gt 0 ]] || __sn_fields "$1"
		;;
	*' template '*)
		mapfile -t COMPREPLY < <(compgen -W "$(sn-mail template --tsv \
		    2>/dev/null | sed '1d; s/	.*//')" -- "$1")
		;;
	*) __sn_verbs sn-mail "$1" ;;
	esac
}

# sn alone: the commands, by their short names.
__sn_commands() {
	mapfile -t COMPREPLY < <(compgen -W "help $(compgen -c sn- |
	    sed 's/^sn-//' | sort -u)" -- "$1")
}

__sn_operand() {
	case $1 in
	sn-import | sn-track | sn-doctor | sn-init)
		mapfile -t COMPREPLY < <(compgen -f -- "$2")
		;;
	sn-move) __sn_words statuses "$2" ;;
	sn-cron)
		mapfile -t COMPREPLY < <(compgen -W \
		    'print check run systemd' -- "$2")
		__sn_words jobs "$2"
		;;
	sn-each) mapfile -t COMPREPLY < <(compgen -d -- "$2") ;;
	sn-format)
		mapfile -t COMPREPLY < <(compgen -W 'list show spec diff lint test guess' \
		    -- "$2")
		__sn_words formats "$2"
		;;
	sn-inbox)
		mapfile -t COMPREPLY < <(compgen -W \
		    'fetch list show reply assign close reopen phone' -- "$2")
		;;
	sn-item)
		mapfile -t COMPREPLY < <(compgen -W 'import find show' -- "$2")
		;;
	sn-mail) __sn_mail "$2" ;;
	sn-postal)
		mapfile -t COMPREPLY < <(compgen -W \
		    'update show find check islands' -- "$2")
		;;
	sn-report)
		mapfile -t COMPREPLY < <(compgen -W 'digest pick' -- "$2")
		;;
	sn-store)
		mapfile -t COMPREPLY < <(compgen -W \
		    'check backup restore copy info' -- "$2")
		;;
	*)
		if [[ $2 = @* ]]; then
			__sn_words queries "${2#@}"
			COMPREPLY=("${COMPREPLY[@]/#/@}")
		else
			__sn_fields "$2"
		fi
		;;
	esac
}

_sn() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
	local command=${COMP_WORDS[0]##*/}

	COMPREPLY=()
	if [[ $command = sn ]]; then
		if [[ $COMP_CWORD -eq 1 && $cur != -* ]]; then
			__sn_commands "$cur"
			return
		fi
		if [[ ${COMP_WORDS[1]} = help ]]; then
			__sn_commands "$cur"
			return
		fi
		[[ ${COMP_WORDS[1]} = -* ]] || command=sn-${COMP_WORDS[1]}
	fi
	# field=value is three words here
	if [[ $cur = '=' ]]; then
		__sn_value "$prev" ''
	elif [[ $prev = '=' && $COMP_CWORD -ge 2 ]]; then
		__sn_value "${COMP_WORDS[COMP_CWORD - 2]}" "$cur"
	elif [[ $prev = -H ]]; then
		__sn_value --home "$cur"
	elif [[ $prev = -f ]]; then
		__sn_value --format "$cur"
	elif [[ $prev = -q || $prev = --query ]]; then
		__sn_fields "$cur"
	elif [[ $prev = -o ]]; then
		__sn_value --output "$cur"
	elif [[ $prev = --[a-z]* ]]; then
		__sn_value "$prev" "$cur"
		[[ ${#COMPREPLY[@]} -gt 0 ]] || __sn_operand "$command" "$cur"
	elif [[ $cur = -* ]]; then
		__sn_options "$command" "$cur"
	else
		__sn_operand "$command" "$cur"
	fi
}

# All commands, one a line.
__sn_all() {
	echo sn
	compgen -c sn- | sort -u
}

# Split words at "=" as readline does, complete the last, and print it whole.
__sn_print() {
	local word before='' __sn_plain=yes

	COMP_WORDS=()
	for word; do
		before=
		if [[ $word = ?*=* ]]; then
			before=${word%%=*}=
			COMP_WORDS+=("${word%%=*}" '=')
			word=${word#*=}
			# "=" alone is the word when nothing stands behind it
			[[ -z $word ]] || COMP_WORDS+=("$word")
		else
			COMP_WORDS+=("$word")
		fi
	done
	COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
	_sn
	[[ ${#COMPREPLY[@]} -eq 0 ]] ||
		printf '%s\n' "${COMPREPLY[@]/#/$before}"
}

if [[ ${BASH_SOURCE[0]} = "$0" && $# -gt 0 ]]; then
	if [[ $1 = --commands ]]; then
		__sn_all
	else
		__sn_print "$@"
	fi
else
	while read -r __sn_command; do
		complete -F _sn "$__sn_command"
	done < <(__sn_all)
	unset __sn_command
fi
