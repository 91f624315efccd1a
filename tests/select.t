#!/bin/sh
# How every command takes the shipments it works on: operands, standard
# input, queries.  sn-move stands for those that write, sn-show for those
# that read.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/find.sh
. "$top/tests/find.sh"

# moved STATUS IDS ARG ...: a rehearsal of sn-move takes up those shipments
moved() {
	want=$1 ids=$2
	shift 2
	sn-move -n -H shop ready "$@" >out 2>err
	got=$?
	sed -n 's/.*"tbl":"shipment","id":"\([0-9]*\)","col":"status",.*/\1/p' \
	    out | sort -n | paste -sd' ' >ids
	[ "$got" -eq "$want" ] && [ "$(cat ids)" = "$ids" ]
	ok $? "exit $want, takes ${ids:-nothing}: $(title "$@")"
	[ "$got" -eq "$want" ] || echo "# exit $got instead"
	[ "$(cat ids)" = "$ids" ] || show ids
}

# operands: ids, shop:number, order=N, each once
moved 0 '1 2' 2 1 2
moved 0 '1' rakuten-main:1001
moved 0 '5 6' own-main:3001
moved 0 '5 6' order=5
moved 0 '1 5 6' 6 order=5 1
moved 1 '1' 1 99
is err 'sn-move: 99: no such shipment'
moved 1 '1' 1 rakuten-main:9 nobody:1001 order=99
is err 'sn-move: rakuten-main:9: no such order
sn-move: nobody:1001: no such order
sn-move: order=99: no such order'
moved 2 '' 99
moved 2 '' 1 one
is err 'sn-move: one: not a shipment id'
moved 2 '' 1 :1001
# bytes out of a file do not steer the terminal, nor end amid a character
printf '\033[2J\007a\177b\n' >in
moved 2 '' - <in
is err 'sn-move: stdin:1: ?[2J?a?b: not a shipment id'
perl -e 'print "あ" x 500, "\n"' >in
moved 2 '' - <in
run 0 iconv -f UTF-8 -t UTF-8 err
moved 2 '' 1 order=x
moved 2 '' 1 -- -5
moved 2 ''

# standard input: only when asked; empty is nothing to do
moved 0 '' - </dev/null
printf '\n \n' >in
moved 0 '' - <in
printf '%s\n' 2 '{"id":"1"}' own-main:3001 '' 'order=1' >in
moved 0 '1 2 5 6' - <in
printf '2' >in
moved 0 '2' - <in
printf '  2 \r\n' >in
moved 0 '2' - <in
echo 2 >in
moved 0 '1 2 5' 1 - 5 <in
sn-find -H shop to.name~鈴木 >in
moved 0 '5 6' - <in
sn-find -H shop --full to.name~鈴木 >in
moved 0 '5 6' - <in
sn-find -H shop --columns id to.name~鈴木 >in
moved 0 '5 6' - <in
sn-find -H shop --columns shop,number to.name=鈴木翔 >in
moved 0 '5 6' - <in

# records that are flat and plain are read in a quick way, which must not
# take what the parser would not
for line in '{"id":"1","a":"\u0041"}' '{ "id" : "1" }' \
    '{"id":"1","x":{"id":"2"}}' '{"x":[{"id":"2"}],"id":"1"}' \
    '{"id":"1","x":-1.5e3}' '{"id":"1","x":null,"y":true}' '{"\u0069d":"1"}'
do
	printf '%s\n' "$line" >in
	moved 0 '1' - <in
done
for line in '{"id":"1"' '{"id":"1",}' '{"id":"1"}}' '{"id":"1"} x' \
    '{"id":"1","id":"2"}' '{"a":1,"a":2,"id":"1"}' '{"id":1}' '{"id":""}' \
    '{"id":"1x"}' '{"id":"1","x":01}' '{"id":"1","x":nul}' '{"x":"1"}' \
    '["1"]' '{}' '{"id":"99999999999999999999"}' \
    '{"id":"1","x":"'"$(printf '\377')"'"}' \
    '{"id":"1","x":"'"$(printf '\001')"'"}' '1 2' '-1' '1.0'
do
	printf '%s\n2\n' "$line" >in
	moved 1 '2' - <in
	like err '^sn-move: stdin:1: '
done
printf '{"id":"1"}\0\n2\n' >in
moved 1 '2' - <in
printf '%s\n' 1 99 nobody:1 >in
moved 1 '1' - <in
is err 'sn-move: stdin:2: 99: no such shipment
sn-move: stdin:3: nobody:1: no such order'

# a line without an end is refused, and so is one that memory cannot hold
head -c 70000000 /dev/zero | tr '\0' x >long
run 2 sn-move -H shop ready - <long
like err 'stdin:1: the line is longer than 67108864 bytes'
case $BUILD in
*san*) skip 'the sanitizers need their memory' ;;
*)
	# shellcheck disable=SC3045	# every sh here has it
	run 6 sh -c 'ulimit -v 60000 && exec sn-move -H shop ready - <long'
	;;
esac
rm long

# the diff of a dry run is no selection: nothing is done
sn-move -n -H shop ready 1 >rehearsal
moved 2 '' - <rehearsal
is err 'sn-move: stdin:1: the diff of a dry run: nothing done'
{ echo 2; cat rehearsal; } >in
moved 2 '' - <in

# queries: not with operands, not empty; writers take no bare words
moved 0 '1 2 5 6' -q status=new
moved 0 '' -q status=payment
moved 2 '' -q status=new 1
is err 'sn-move: operands and -q exclude each other'
moved 2 '' -q ''
moved 2 '' -q 高橋
is err 'sn-move: a bare word: name a field, as in to.name~田中
  高橋
  ^~~~'
moved 2 '' -q statsu=new
run 0 sn-show -H shop -q '高橋 沖縄県'
# in the order they were named
sn-show -H shop --ndjson 4 1 2 >out
cut -d'"' -f4 out | paste -sd' ' >ids
is ids '4 1 2'
run 2 sn-show -H shop
run 2 sn-show -H shop 99

# a command that waits for its input keeps nobody out of the store
mkfifo slow
sn-move -H shop ready - <slow >moved.out &
exec 3>slow
run 0 sql 'BEGIN IMMEDIATE; ROLLBACK'
echo 2 >&3
exec 3>&-
wait $!
ok $? 'and ends well when the input does'
is moved.out "$(sn-find -H shop id=2)"
done_testing
