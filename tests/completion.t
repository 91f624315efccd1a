#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

if ! command -v bash >/dev/null; then
	skip 'no bash here'
	done_testing
fi
shop
cat >>shop/sn.conf <<'CONF'
route "冷凍" { status inspect { title = "検品待ち" after = print } }
query big { q = "total=30000.." }
columns picking { columns = id }
CONF

# typed WORD ...: what completes the last word, one a line
cat >typed <<'CODE'
. "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_sn
[[ ${#COMPREPLY[@]} -eq 0 ]] || printf '%s\n' "${COMPREPLY[@]}"
CODE
typed() {
	run 0 bash --norc typed "$top/scripts/completion.bash" "$@"
}

typed sn ini
is out init
typed sn help docto
is out doctor
SN_HOME=$tmp/shop
export SN_HOME
typed sn-find status = pr
is out print
typed sn-find status = i
is out inspect
typed sn find route = 冷
is out 冷凍
typed sn-calendar --carrier sag
is out sagawa
typed sn-find --forget b
is out big
typed sn-find shop = ''
is out 'rakuten-main
yahoo-main
amazon-main
shopify-main
own-main'
typed sn-find shop '='
like out '^yahoo-main$'
typed sn-move no
is out notify
typed sn-move print -q to.pr
is out to.pref=
typed sn-move --box 電
is out 電話確認
typed sn-move --route 基
is out 基本
typed sn-autorobo --digest m
is out mail
typed sn-label -f yam
like out '^yamato-b2cloud$'
typed sn-label --format = sag
like out '^sagawa-ehiden3$'
typed sn-import --shop sho
is out shopify-main
typed sn-find to.pr
is out to.pref=
typed sn-find @b
is out @big
typed sn-find --template = p
is out picking
typed sn-doctor --mig
is out --migrate
typed sn doctor --exi
is out --exit-code
typed sn-init -H sh
is out shop
typed sn-cron ru
is out run
typed sn-cron run back
is out backup
typed sn cron sys
is out systemd
typed sn-each -j 2 sh
is out shop
typed sn-each --qu
is out --quiet
typed sn-next --lim
is out --limit

# the shop directory that the line names comes first
sn-init -H other --shop only=own >/dev/null
typed sn-find -H other shop = ''
is out only
# shellcheck disable=SC2088	# as it was typed
typed sn-find -H '~/other' shop = ''
is out only

# no shop directory: nothing, and no error
SN_HOME=$tmp/nowhere
typed sn-find shop = ''
is out ''
is err ''

# what stands behind it
SN_HOME=$tmp/shop
run 0 sn --list fields
like out '^to\.pref$'
run 0 sn --list carriers
is out 'yamato
sagawa
japanpost
seino
fukuyama'
run 0 sn --list boxes
is out '電話確認
在庫確認'
run 0 sn --list queries
is out big
run 0 sn --list jobs
like out '^backup$'
run 0 sn --list columns
is out picking
run 0 sn --list formats
like out '^yamato-b2cloud$'
run 2 sn --list nosuch
run 2 sn -H nowhere --list shops

typed sn-mail pre
is out preview
typed sn mail q
is out queue
typed sn-mail queue th
is out thanks
typed sn-mail template shipped.m
is out shipped.mobile.txt

# zsh and fish ask bash's: whole words, with what stands before "="
asked() {
	run 0 bash "$top/scripts/completion.bash" "$@"
}
asked sn-find status=pr
is out status=print
asked sn-find shop=
like out '^shop=yahoo-main$'
asked sn-move --box 電
is out 電話確認
asked sn-label --format=sag
like out '^--format=sagawa-ehiden3$'
asked sn-find to.pr
is out to.pref=
asked sn ini
is out init
asked sn-format gu
is out guess
asked --commands
like out '^sn$'
like out '^sn-find$'

# installed, each where its shell looks
"$top/scripts/completion" "$tmp/root" "$tmp/root" sn sn-find
run 0 cat root/share/bash-completion/completions/sn-find
cmp -s out "$top/scripts/completion.bash"
ok $? 'that of bash is there for each command'
run 0 cat root/share/zsh/site-functions/_sn
like out "^#compdef"
like out "bash $tmp/root/share/bash-completion/completions/sn "
run 0 cat root/share/fish/vendor_completions.d/sn-find.fish
like out "bash $tmp/root/share/bash-completion/completions/sn "

if command -v zsh >/dev/null; then
	# compadd belongs to the line editor: print what it is given
	cat >typed.zsh <<'CODE'
compadd() {
	while [[ $1 != -- ]]; do shift; done
	shift
	(($# == 0)) || print -rl -- "$@"
}
file=$1
shift
words=("$@")
CURRENT=$#
source $file
CODE
	run 0 zsh -f typed.zsh root/share/zsh/site-functions/_sn \
	    sn-find status=pr
	is out status=print
	run 0 zsh -f typed.zsh root/share/zsh/site-functions/_sn sn-find to.pr
	is out to.pref=
else
	skip 'no zsh here'
fi
if command -v fish >/dev/null; then
	run 0 fish -N -c 'source root/share/fish/vendor_completions.d/sn.fish
	    complete -C "sn-find status=pr"'
	is out status=print
	run 0 fish -N -c 'source root/share/fish/vendor_completions.d/sn.fish
	    complete -C "sn ini"'
	is out init
else
	skip 'no fish here'
fi
done_testing
