#!/bin/sh
# robo.conf and what sn-autorobo says of it; tests/robo-run.t lets it work
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/hand.sh
. "$top/tests/hand.sh"

# conf LINE ...: robo.conf is these lines
conf() {
	printf '%s\n' "$@" >shop/robo.conf
}

# bad MESSAGE LINE ...: that file is refused so, and nothing is done
bad() {
	says=$1
	shift
	conf "$@"
	run 2 sn-autorobo
	is err "sn-autorobo: shop/robo.conf:$says"
}

# what cannot start
run 0 sn-autorobo --help
run 2 sn-autorobo --list		# no shop directory
orders
export SN_HOME=shop
run 2 sn-autorobo 12
like err '^usage: sn-autorobo '
run 2 sn-autorobo --list --lint
run 2 sn-autorobo --why
run 2 sn-autorobo --again
run 2 sn-autorobo -r because
run 2 sn-autorobo --digest loud
is err 'sn-autorobo: loud: stdout, mail or none was expected'
run 2 sn-autorobo --route 冷凍
is err 'sn-autorobo: 冷凍: no such route'
run 2 sn-autorobo --only 受注
is err 'sn-autorobo: 受注: no such section in robo.conf'

# what sn-init wrote does nothing at all, and a shop need not have it
run 0 sn-autorobo --list --tsv
is out "$(printf 'line\tsection\ton\troute\tstatus\tif\tdo\tfree\tstopped')"
run 0 sn-autorobo --lint
rm shop/robo.conf
run 0 sn-autorobo
is out ''

# files that are wrong, each with its line
bad '1: robot: no such option here; is it robo?' 'robot "x" { }'
bad '1: robo "x": status is missing: where the section works' \
    'robo "x" { do = { check } }'
bad '2: robo "x": do is missing: what the section does' '' \
    'robo "x" { status = new }'
bad '1: robo "x": status: 新規: no such status' \
    'robo "x" { status = "新規" do = { check } }'
bad '1: robo "x": route: 冷凍: no such route; a section route "冷凍" makes one' \
    'robo "x" { route = "冷凍" status = new do = { check } }'
bad '1: robo "x": status: hold: a person put it there: no section takes it on' \
    'robo "x" { status = hold do = { check } }'
bad '1: robo "x": after: 999: days from 1 to 365 were expected' \
    'robo "x" { status = done after = 999 do = { check } }'
bad '1: robo "x": except: zip-wrogn: no such check; is it zip-wrong?' \
    'robo "x" { status = new except = { "zip-wrogn" } do = { check } }'
bad '1: robo "x": stop "y": if is missing: what is stopped' \
    'robo "x" { status = new stop "y" { } do = { check } }'
bad '3: robo "x": do: thank: no such kind of mail; is it thanks?' \
    'robo "x" { status = new' 'do = {' '"mail thank" } }'
bad '1: robo "x": do: jump: no such action; did you mean temp?' \
    'robo "x" { status = new do = { "jump" } }'
bad '1: robo "x": do: cancel: only people cancel' \
    'robo "x" { status = new do = { "move cancel" } }'
bad '1: robo "x": do: split temp: that is for rules.conf' \
    'robo "x" { status = new do = { "split temp" } }'
bad '1: robo "x": do: run: a command is missing' \
    'robo "x" { status = new do = { "run" } }'
bad '1: preset: tai: no such preset; is it tail?' 'preset = { tai }'
bad '1: send: maybe: not one of yes, no' 'send = maybe'
conf 'robo "x" { status = new do = { check } }' \
    'robo "x" { status = ready do = { check } }'
run 2 sn-autorobo
like err '^sn-autorobo: shop/robo.conf:2: '

# conditions are read before anything is done
conf 'robo "x" { status = new do = { "move ready" } }' \
    'robo "y" { status = ready do = { "tag x if nosuch=1" } }'
run 2 sn-autorobo
like err '^sn-autorobo: shop/robo.conf:2: robo "y": if: '
is_new=$(sql "SELECT count(*) FROM shipment WHERE status = 'new'")
[ "$is_new" -eq 1 ]
ok $? 'nothing was done'
run 1 sn-autorobo --lint --tsv
like out '^2	y	wrong	'

# presets, one section of which the shop has in its own way
conf 'preset = { all }' 'robo "出荷日" { on = no }'
run 0 sn-autorobo --list --tsv --only 入金確認
like out '^2	新規受注	yes		new		mail thanks, move payment if '
like out '^2	出荷日	no	'
run 0 sn-autorobo --lint
conf 'preset = { mails }'
run 0 sn-autorobo --lint
conf 'preset = { tail }'
run 0 sn-autorobo --lint

# sections that cannot work
cat >>shop/sn.conf <<'CONF'
route "冷凍" { status inspect { title = "検品待ち" after = print } }
CONF
lint() {
	kind=$1 text=$2
	shift 2
	conf "$@"
	run 1 sn-autorobo --lint --tsv
	tr -d '"' <out >plain
	like plain "	$kind	$text"
}
lint never 'no shipment can be like this' \
    'robo "x" { status = new if = "id=1 id=2" do = { check } }'
lint never 'stop y meets nothing' \
    'robo "x" { status = new if = "id=1" stop "y" { if = "id=2" } do = { check } }'
lint never 'stop y stops all' \
    'robo "x" { status = new if = "id=1" stop "y" { if = "id=1,2" } do = { check } }'
lint never 'tag x is done to nothing' \
    'robo "x" { status = new if = "id=1" do = { "tag x if id=2" } }'
lint never 'move inspect: no such status in route 基本' \
    'robo "x" { route = "基本" status = new do = { "move inspect" } }'
lint loop 'move new moves what is there already' \
    'robo "x" { status = new do = { "move new" } }'
lint unreachable 'move ready before it takes everything away' \
    'robo "x" { status = new do = { "move ready", check } }'
lint double 'section x \(1\) is for the same route and status' \
    'robo "x" { status = new do = { check } }' \
    'robo "y" { status = new do = { check } }'
lint unreachable 'section x \(1\) takes away all' \
    'robo "x" { status = new do = { "move ready" } }' \
    'robo "y" { status = new if = "id=3" do = { check } }'
lint loop 'what leaves it comes back' \
    'robo "x" { status = new do = { "move ready" } }' \
    'robo "y" { status = ready do = { "move new" } }'
lint template 'there is no template for follow' \
    'robo "x" { status = follow do = { "mail follow", "move done" } }'
mkdir -p shop/templates
printf 'Subject: その後いかがですか\n\nお世話になっております。\n' \
    >shop/templates/follow.txt
run 0 sn-autorobo --lint
conf 'robo "x" { status = done do = { check } }'
run 0 sn-autorobo --lint --tsv
like out '	note	without after '

# in Japanese, too
conf 'robo "x" { status = "新規受注" do = { "メール thanks", "検査",' \
    '"移動 発送待ち" } }'
run 0 sn-autorobo --list --tsv
like out 'mail thanks, 検査, 移動 発送待ち'

# sn-doctor reads it
run 0 sn-doctor
like out '^ok +automation +shop/robo.conf: 1 section'
conf 'robo "x" { status = new do = { "tag x if nosuch=1" } }'
run 3 sn-doctor --exit-code
like out '^error +automation +shop/robo.conf:1: robo "x": if: '
done_testing
