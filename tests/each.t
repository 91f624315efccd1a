#!/bin/sh
# shellcheck disable=SC2016	# $SN_HOME is for the shell of each shop
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

mkdir shops
for name in tokyo osaka 名古屋; do
	sn-init -H "shops/$name" --shop own-main=own >/dev/null
done

# in order, each with its name, standard output and error apart
run 0 sn-each shops/tokyo shops/osaka/ -- \
    sh -c 'echo "here: ${SN_HOME##*/}"; echo oops >&2; printf last'
is out 'shops/tokyo: here: tokyo
shops/tokyo: last
shops/osaka: here: osaka
shops/osaka: last'
sed 's/[0-9]*\.[0-9] s/T s/; s/  *T s/ T s/' err >said
is said 'shops/tokyo: oops
shops/osaka: oops
sn-each: done T s  shops/tokyo
sn-each: done T s  shops/osaka'

# sn's own commands, all of their output forms, in parallel
run 0 sn-each -j 3 shops/* -- sn-find --json id=1
is out "shops/osaka: []
shops/tokyo: []
shops/名古屋: []"
run 0 sn-each shops/* -- sn-next --limit 3		# examples
run 0 sn-each -j 4 --quiet shops/* -- sn-store check
is out ''
is err ''
run 0 sn-each --bare shops/* -- sh -c 'echo 1'
is out '1
1
1'

# a thousand lines of each of three at once are never mixed
run 0 sn-each -j 3 shops/* -- sh -c 'i=0; while [ $i -lt 1000 ]; do
    echo "$i ${SN_HOME##*/}"; i=$((i + 1)); done'
cut -d: -f1 out | uniq >names
is names 'shops/osaka
shops/tokyo
shops/名古屋'
sed 's/^shops\/\(.*\): [0-9]* \1$/good/' out | sort | uniq -c | sed 's/^ *//' \
	>lines
is lines '3000 good'

# they do run at once: each waits for the other one
mkfifo to fro
run 0 sn-each -j 2 shops/tokyo shops/osaka -- sh -c '
    case $SN_HOME in
    */tokyo) echo x >to; read -r x <fro ;;
    *) read -r x <to; echo x >fro ;;
    esac'

# exit statuses: the worst by severity, and the word of each
for pair in 0,0=0 0,1=1 1,2=2 3,2=3 4,1=4 5,4=5 6,5=6 7,0=6 77,1=6; do
	run "${pair#*=}" sn-each shops/tokyo shops/osaka -- sh -c '
	    case $SN_HOME in */tokyo) exit '"${pair%%,*}"' ;; esac
	    exit '"$(echo "$pair" | sed 's/.*,\(.*\)=.*/\1/')"
done
like err '^sn-each: exit 77 +[0-9]+\.[0-9] s  shops/tokyo$'
like err '^sn-each: some refused +[0-9]+\.[0-9] s  shops/osaka$'
run 6 sn-each shops/tokyo -- sh -c 'kill -9 $$'
like err '^sn-each: signal 9 '
run 6 sn-each shops/tokyo -- nosuch-command
like err '^shops/tokyo: sn-each: nosuch-command: No such file'

# a directory that is none is an error of that one alone
mkdir shops/empty
run 2 sn-each shops/nowhere shops/empty shops/tokyo -- sh -c 'echo ran'
is out 'shops/tokyo: ran'
like err '^sn-each: shops/nowhere: no shop directory$'
like err '^sn-each: bad input +0.0 s  shops/empty$'
rmdir shops/empty

# --stop: nothing new after a failure, but a refused record is none
run 1 sn-each --stop shops/* -- sh -c 'echo x; exit 1'
[ "$(wc -l <out)" -eq 3 ]
ok $? 'goes on after 1'
run 2 sn-each --stop shops/* -- sh -c 'echo x; exit 2'
is out 'shops/osaka: x'
like err '^sn-each: not run +0.0 s  shops/tokyo$'

# --quiet: what failed, and nothing else
run 3 sn-each --quiet shops/* -- sh -c 'echo "${SN_HOME##*/}"
    case $SN_HOME in */tokyo) exit 3 ;; esac'
is out 'shops/tokyo: tokyo'
[ "$(wc -l <err)" -eq 1 ]
ok $? 'one line in the end'
like err '^sn-each: refused '

# directories of a list; one that is named twice is worked on once
printf '# ours\n\n  shops/tokyo \nshops/osaka\r\nshops/../shops/tokyo' >list
for from in '--from list' '--from=- <list' '- <list' '- shops/tokyo <list'; do
	run 0 sh -c "sn-each $from -- sh -c 'echo \${SN_HOME##*/}'"
	is out 'shops/tokyo: tokyo
shops/osaka: osaka'
done

# standard input is not for the commands, and nobody is asked
echo data >data
run 0 sh -c 'sn-each shops/tokyo -- cat <data'
is out ''
run 0 sn-each shops/tokyo -- sh -c '(: </dev/tty) 2>/dev/null || echo nobody'
is out 'shops/tokyo: nobody'

# a signal ends all that was started, and what it started, and then us
gone() {
	! kill -0 "$1" 2>/dev/null || grep -q '^State:.Z' "/proc/$1/status"
}
for signal in INT TERM; do
	mkfifo begun
	exec 5<>begun
	# not "sn-each ... &": the shell would have it ignore SIGINT, as it has
	# what the command starts, until that has said that it is there
	perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' \
	    sn-each -j 2 shops/* -- sh -c 'echo begun
	    perl -e "\$SIG{INT} = q(DEFAULT); \$| = 1;
	        print qq(\$\$ \$ARGV[0]\n); sleep" $$ >begun & wait' \
	    >out 2>err 5<&- &
	pid=$!
	read -r one two <&5
	read -r three four <&5
	kill "-$signal" "$pid"
	wait "$pid"
	[ $? -gt 128 ]
	ok $? "ended by SIG$signal"
	exec 5<&-
	for child in $one $two $three $four; do
		tries=0	# it has its signal, but may not have died of it
		until gone "$child" || [ $tries -gt 10000 ]; do
			tries=$((tries + 1))
		done
		gone "$child"
		ok $? 'what it started is gone'
	done
	is out "shops/osaka: begun
shops/tokyo: begun"
	like err '^sn-each: not run +0.0 s  shops/名古屋$'
	rm -f begun
done

# what cannot be
run 2 sn-each
run 2 sn-each shops/tokyo
run 2 sn-each shops/tokyo --
run 2 sn-each -- true
run 2 sn-each -j 0 shops/tokyo -- true
run 2 sn-each -j x shops/tokyo -- true
run 2 sn-each --from nosuch -- true
run 2 sn-each --nosuch shops/tokyo -- true
run 0 sn-each --help
run 6 sh -c 'sn-each shops/tokyo -- echo x >/dev/full'
done_testing
