#!/bin/sh
# Letters of files: fetched once, matched, answered, closed
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/hand.sh
. "$top/tests/hand.sh"

# mail NAME FROM SUBJECT [TEXT [HEADER]]: a message into the Maildir
mail() {
	printf 'From: %s\nSubject: %s\nMessage-ID: <%s@buyer.example>\n' \
	    "$2" "$3" "$1" >"shop/Maildir/new/$1"
	[ -z "${5-}" ] || printf '%s\n' "$5" >>"shop/Maildir/new/$1"
	printf '\n%s\n' "${4-text}" >>"shop/Maildir/new/$1"
}

# letters COLUMNS: of all letters, into got
letters() {
	sql "SELECT $1 FROM letter ORDER BY id" >got
}

# what cannot start
run 2 sn-inbox
like err 'fetch +fetch letters'
run 0 sn-inbox --help
run 2 sn-inbox forget
run 0 sn-inbox fetch --help
run 2 sn-inbox list -H shop
orders
export SN_HOME=shop
run 2 sn-inbox fetch
is err 'sn-inbox: sn.conf has no section inbox'
cat >>shop/sn.conf <<'CONF'
inbox info { url = "maildir:Maildir" }
inbox own { url = "mbox:own.mbox" shop = own-main }
CONF
run 2 sn-inbox fetch nosuch
is err 'sn-inbox: nosuch: sn.conf has no such inbox'
run 2 sn-inbox fetch --inbox info
run 2 sn-inbox fetch --inbox nosuch - </dev/null
run 6 sn-inbox fetch
like err '^sn-inbox: info: .*Maildir/new: No such file'
mkdir -p shop/Maildir/new shop/Maildir/cur shop/Maildir/tmp
: >shop/own.mbox
run 0 sn-inbox fetch
is out ''
is err ''
seed "UPDATE orders SET by_mail = 'hanako@buyer.example',
	fold_by_mail = 'hanako@buyer.example' WHERE id IN (1, 2, 3);
    UPDATE orders SET by_mail = 'taro@buyer.example',
	fold_by_mail = 'taro@buyer.example' WHERE id = 4;
    UPDATE orders SET fold_by_mail = 'x' WHERE id > 4;
    UPDATE orders SET number = '249-1234567-1234567',
	fold_number = '249-1234567-1234567' WHERE id = 9"

# each by its clue; dry first
mail 1 other@buyer.example '２４９−１２３４５６７−１２３４５６７ について'
mail 2 '"花子" <Hanako@Buyer.example>' '1002 は？'
mail 3 stranger@buyer.example '1002 は 3001 円'
mail 4 stranger@buyer.example question '注文番号：1002です'
mail 5 taro@buyer.example 'いつ'
mail 6 hanako@buyer.example 'いつ'
mail 7 stranger@buyer.example question 'ご注文 #1002'
mail 8 stranger@buyer.example '注文番号 1001'
run 0 sn-inbox fetch -n
like out '^\{"tbl":"letter","id":"1","col":"id","old":null,"new":"1"\}$'
letters id
is got ''
[ -f shop/Maildir/new/1 ]
ok $? 'a dry run leaves the Maildir alone'
run 0 sn-inbox fetch -v			# example
is err 'sn-inbox: 8 new letters, 4 matched to orders, 0 known, 0 not read whole, 0 refused'
like out '^2 +open +0 +inquiry .* rakuten-main:1002 +ready +花子 +1002 は？'
letters "id, orders, matched, shop, state"
is got '1|9|number|amazon-main|open
2|2|number|rakuten-main|open
3||||open
4|2|number|rakuten-main|open
5|4|mail|own-main|open
6||||open
7||||open
8||||open'
ls shop/Maildir/new shop/Maildir/cur >got
is got 'shop/Maildir/cur:
1:2,S
2:2,S
3:2,S
4:2,S
5:2,S
6:2,S
7:2,S
8:2,S

shop/Maildir/new:'

# nothing twice: the same file, and the same message by another way
cp shop/Maildir/cur/1:2,S shop/Maildir/new/9
sed 's/^From:/Received: by x\nFrom:/' shop/Maildir/cur/2:2,S \
    >shop/Maildir/cur/10:2,FT
run 0 sn-inbox fetch -v info
is err 'sn-inbox: 0 new letters, 0 matched to orders, 2 known, 0 not read whole, 0 refused'
[ -f shop/Maildir/cur/10:2,FST ] && [ -f shop/Maildir/cur/9:2,S ]
ok $? 'what is known is marked as read, its other flags stay'
# an id that a program gives to all it sends hides nothing
mail 2 hanako@buyer.example 'and another'
run 0 sn-inbox fetch -v
like err '^sn-inbox: 1 new letters, 0 matched'
sql 'SELECT count(*), count(DISTINCT id) FROM letter_bytes' >got
is got '9|9'

# candidates, by hand
run 0 sn-inbox show 8
like out '^perhaps: rakuten-main:1001, ordered .* \(by number\): sn-inbox assign 8 rakuten-main:1001$'
like out '^perhaps: yahoo-main:1001, '
run 0 sn-inbox assign -n 8 yahoo-main:1001
letters 'orders, matched' && sed -n 8p got >eight
is eight '|'
run 0 sn-inbox assign 8 yahoo-main:1001
like out '^8 +open .* yahoo-main:1001 '
run 0 sn-inbox assign 3 12
run 0 sn-inbox assign 3 --none
letters "id, orders, matched, shop" && sed -n '3p;8p' got >some
is some '3||hand|rakuten-main
8|6|hand|yahoo-main'
run 2 sn-inbox assign 3
run 2 sn-inbox assign x 12
is err 'sn-inbox: x: not the number of a letter'
run 2 sn-inbox assign 99 12
is err 'sn-inbox: 99: no such letter'
run 2 sn-inbox assign 3 99
run 0 sn-undo
letters orders && sed -n 3p got >three
is three 2
run 0 sn-inbox assign 3 --none

# lists
run 0 sn-inbox list			# example
sed 1d out | wc -l >got
is got 9
run 0 sn-inbox list --csv --shop own-main
is out 'letter,state,days,kind,at,order,status,from,subject,who
5,open,0,inquiry,2026-12-24T09:30:00,own-main:3001,done,taro@buyer.example,いつ,'
SN_NOW=2026-12-27T09:30:00 run 0 sn-inbox list --tsv --state open 14
sed 1d out | cut -f 1-3 >got
is got '5	open	3'
run 0 sn-inbox list --csv -q status=hold
is out 'letter,state,days,kind,at,order,status,from,subject,who'
run 0 sn-inbox list --inbox own --csv
is out 'letter,state,days,kind,at,order,status,from,subject,who'
run 2 sn-inbox list --state lost
is err 'sn-inbox: lost: no state of letters: open, waiting, closed, all'
run 2 sn-inbox list 99
run 0 sn-inbox list - </dev/null

# answered: from the shop, to whom the letter says, in its thread
cat >>shop/sn.conf <<'CONF'
mail {
	from = "みかん堂 <info@mikan.example>"
	signature = "みかん堂"
	server = "smtp://127.0.0.1:1"
}
CONF
mail 11 '花子 <hanako@buyer.example>' '[X] いつ' '1002
届きますか' 'Reply-To: <a..b.@docomo.ne.jp>
References: <r1@buyer.example> <r2@buyer.example>'
run 0 sn-inbox fetch
letters 'max(id), orders' && is got '10|'
run 0 sn-inbox assign 10 12
run 2 sn-inbox reply
run 2 sn-inbox reply 10
run 2 sn-inbox reply 10 nosuch.txt
echo >blank
run 2 sn-inbox reply 10 - <blank
is err 'sn-inbox: -: the text is empty'
printf 'a\377\n' >latin
run 2 sn-inbox reply 10 - <latin
is err 'sn-inbox: -: not UTF-8 text'
echo x >x
run 2 sn-inbox reply 99 - <x
run 2 sn-inbox reply --shop nosuch 10 - <x
is err 'sn-inbox: nosuch: sn.conf has no such shop'
run 2 sn-inbox reply --to nobody 10 - <x
like err '^sn-inbox: nobody: '
echo '明日発送します。' >answer
run 0 sn-inbox reply -n 10 - <answer
like out '"col":"state","old":"open","new":"waiting"'
sql 'SELECT count(*) FROM outbox' >got
is got 0
run 0 sh -c "echo '明日発送します。' | sn-inbox reply 10 -"	# example
like out '^10 +waiting '
sql "SELECT key, kind, channel, target, title, orders, state,
	message_id <> '' FROM outbox" >got
is got 'mail reply letter 10 #1|mail|-|a..b.@docomo.ne.jp|Re: [X] いつ|2|queued|1'
sql 'SELECT payload FROM outbox' | jq -r '.from, .from_name, .to, .to_name,
    .in_reply_to, .references, .automatic, .text' >got
is got 'info@mikan.example
みかん堂
a..b.@docomo.ne.jp
null
11@buyer.example
r1@buyer.example r2@buyer.example 11@buyer.example
null
明日発送します。

みかん堂

2026-12-24 09:30 花子:
> 1002
> 届きますか
'
letters "id, state, who = '$(id -un)'" && sed -n 10p got >ten
is ten '10|waiting|1'

# the buyer answers: the same thread is open again
ours=$(sql 'SELECT message_id FROM outbox')
SN_NOW=2026-12-25T08:00:00
mail 12 phone@docomo.example 'Re: いつ' 'thanks' "In-Reply-To: <$ours>"
run 0 sn-inbox fetch
SN_NOW=2026-12-24T09:30:00
letters 'id, orders, matched, thread, state' && sed -n '10,$p' got >some
is some '10|2|hand|10|closed
11|2|answer|10|open'
run 0 sn-inbox show 11
sed 's/message_id.*//; s/closed .*/closed/' out >got
is got '--- 10 inquiry closed
order: rakuten-main:1002 ready (found by: hand)
from: 花子 <a..b.@docomo.ne.jp>
date: 2026-12-24 09:30
subject: [X] いつ

1002
届きますか

--- our answer
date: 2026-12-24 09:30
subject: Re: [X] いつ
state: queued (sn-outbox show 1)

明日発送します。

みかん堂

2026-12-24 09:30 花子:
> 1002
> 届きますか

--- 11 inquiry open
order: rakuten-main:1002 ready (found by: answer)
from:  <phone@docomo.example>
date: 2026-12-25 08:00
subject: Re: いつ

thanks
'
run 0 sn-inbox show --json 11
jq -r '.letter // ("answer " + .answer) + " " + .state' out >got
is got '10
answer 1 queued
11'
run 0 sn-inbox reply 11 x
SN_NOW=2026-12-25T09:00:00
run 0 sn-inbox reply 11 x
SN_NOW=2026-12-24T09:30:00
sql 'SELECT key FROM outbox ORDER BY id' >got
is got 'mail reply letter 10 #1
mail reply letter 11 #1
mail reply letter 11 #2'
run 0 sn-undo
sql "SELECT state FROM outbox WHERE key = 'mail reply letter 11 #2'" >got
is got cancelled

# closed, reopened
run 0 sn-find --csv --columns id,inquiry inquiry=waiting,返信待ち
is out 'id,inquiry'
run 1 sn-inbox close -r 'by phone' 1 99 x
is err "sn-inbox: 99: no such letter
sn-inbox: x: not the number of a letter"
run 2 sn-inbox close 1
is err 'sn-inbox: 1: is closed already'
run 2 sn-inbox close
sql "SELECT DISTINCT why FROM change WHERE op = (SELECT max(op) FROM change)" \
    >got
is got 'by phone'
run 0 sn-inbox reopen 1
run 2 sn-inbox reopen 1
is err 'sn-inbox: 1: is open already'
run 0 sn-inbox close -r 'answered by phone' 1	# example

# a call
run 0 sn-inbox phone --name 山田様 'いつ届くか、折り返し' rakuten-main:1002 # example
like out '^12 +open +0 +phone .* rakuten-main:1002 +ready +山田様 +いつ届くか、折り返し'
printf '二行\nの電話\n' >call.txt
run 0 sn-inbox phone --closed --from call.txt
run 2 sn-inbox phone
run 2 sn-inbox phone ' '
run 2 sn-inbox phone x 12 13
run 2 sn-inbox phone x 99
letters 'kind, state, subject, orders' && sed -n '12,$p' got >some
is some 'phone|open|いつ届くか、折り返し|2
phone|closed|二行|'
run 3 sn-inbox reply 12 - <x
is err 'sn-inbox: 12: is a call; --to names an address'
run 3 sn-inbox show --raw 12
is err 'sn-inbox: 12: its bytes are not here'
run 0 sn-show 12
sed -n '/^letters$/,/^$/p' out >got
is got 'letters
  2           2026-12-24 09:30  inquiry  open  1002 は？
  4           2026-12-24 09:30  inquiry  open  question
  10          2026-12-24 09:30  inquiry  closed  [X] いつ
  11          2026-12-25 08:00  inquiry  waiting  Re: いつ
  12          2026-12-24 09:30  phone  open  いつ届くか、折り返し
'
run 0 sn-find --csv --columns id,inquiry 'inquiry=open status=ready' # example
is out 'id,inquiry
12,open'
run 0 sn-find --csv --columns id 'not inquiry=*' id=11..13
is out 'id
11
13'

# back to the sender: the address is marked, what went is found
seed "UPDATE outbox SET state = 'done', done_at = '2026-12-24T10:00:00',
	target = 'gone@buyer.example' WHERE id = 1"
mail 13 mailer-daemon@mx.example 'Undelivered Mail' \
    '<Gone@buyer.example>: 550 5.1.1 User unknown' 'Return-Path: <>'
mail 14 mailer-daemon@mx.example 'Undelivered Mail' "$(printf '%s\n' \
    '<full@buyer.example>: 452 4.2.2 mailbox full' '' "Message-ID: <$ours>")"
mail 15 taro@buyer.example 'Re: いつ' 'not in the office' \
    'Auto-Submitted: auto-replied'
run 0 sn-inbox fetch
letters 'kind, state, orders, matched, cause' && sed -n '14,$p' got >some
is some 'bounce|closed|2|mail|5.1.1: <Gone@buyer.example>: 550 5.1.1 User unknown
bounce|closed|2|answer|4.2.2: <full@buyer.example>: 452 4.2.2 mailbox full
automatic|closed|4|mail|'
sql 'SELECT mail, hard, times FROM bounced ORDER BY id' >got
is got 'gone@buyer.example|1|1
full@buyer.example|0|1'
seed "UPDATE outbox SET state = 'done' WHERE message_id = '$ours'"
run 0 sn-mail log --state bounced --ndjson
like out '"state": *"bounced"'
like out '"said": *"5.1.1: <Gone@buyer.example>: 550 5.1.1 User unknown'
seed "UPDATE outbox SET state = 'queued' WHERE message_id = '$ours'"
mail 16 mailer-daemon@mx.example 'Undelivered Mail' \
    '<gone@buyer.example>: 452 4.2.2 mailbox full'
mail 17 full@buyer.example hello
run 0 sn-inbox fetch
sql 'SELECT mail, hard, times FROM bounced ORDER BY id' >got
is got 'gone@buyer.example|1|2'
run 3 sn-inbox reply 14 - <x
is err 'sn-inbox: 14: is mail that came back; --to names an address'

# attachments: safe names, nobody else's, never over a file
cat >shop/Maildir/new/18 <<'MAIL'
From: a@buyer.example
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: text/plain; charset=utf-8

see
--x
Content-Type: text/plain
Content-Disposition: attachment; filename="../../.profile"

rm -rf
--x
Content-Type: image/png; name="a b;c.png"

png
--x--
MAIL
run 0 sn-inbox fetch
run 0 sn-inbox show 19
like out '^attachment 1: \.\./\.\./\.profile \(text/plain, 6 bytes\)$'
run 0 sn-inbox show --save files 19
run 0 sn-inbox show --save files 19
is err 'sn-inbox: 2 attachments in files'
find files -printf '%m %s %p\n' | sort -k 3 >got
sed -i '1s/ [0-9]* / /' got
is got '700 files
600 6 files/letter19-1-.._.._-2.profile
600 6 files/letter19-1-.._.._.profile
600 3 files/letter19-2-a_b_c-2.png
600 3 files/letter19-2-a_b_c.png'
run 0 sn-inbox show --raw 19
cp out raw
run 0 cmp raw shop/Maildir/cur/18:2,S
run 2 sn-inbox show --raw --save x 19
run 2 sn-inbox show 99
run 6 sn-inbox show --save /dev/null 19

# an mbox, locked while somebody writes; standard input
cat >shop/own.mbox <<'MBOX'
From a@b Thu Dec 24 00:00:00 2026
From: taro@buyer.example
Subject: one

From here on

From a@b Thu Dec 24 00:00:00 2026
From: stranger@buyer.example
Subject: two

text
MBOX
run 0 sn-inbox fetch -v own
is err 'sn-inbox: 2 new letters, 1 matched to orders, 0 known, 0 not read whole, 0 refused'
printf '\nFrom a@b Thu Dec 24 00:00:00 2026\nSubject: three\n\nx\n' >>shop/own.mbox
run 0 sn-inbox fetch -v own
is err 'sn-inbox: 1 new letters, 0 matched to orders, 2 known, 0 not read whole, 0 refused'
letters 'inbox, subject, shop' && sed -n '20,$p' got >some
is some 'own|one|own-main
own|two|own-main
own|three|own-main'
mkfifo hold held
perl -MFcntl -e '$l = pack("s s x![l!] l! l! i x![l!]", F_WRLCK,
    0, 0, 0, 0); open my $f, "+<", "shop/own.mbox"; fcntl($f, F_SETLK, $l) or
    die; open my $h, ">", "held";
    print $h "x\n"; close $h; open $h, "<", "hold"; <$h>' &
read -r _ <held
run 5 sn-inbox fetch own
like err 'own.mbox: somebody else writes to it'
echo >hold
wait $!
printf 'Subject: by hand\n\nx\n' >message.eml
run 0 sn-inbox fetch - <message.eml	# example
run 0 sn-inbox fetch --inbox own -v - <message.eml
like err '1 new letters'
run 0 sn-inbox fetch - </dev/null
letters 'inbox, shop, subject' && sed -n '23,$p' got >some
is some '-||by hand
own|own-main|by hand'

# what cannot be read whole is a letter that says so
{
	echo 'Subject: deep'
	i=0
	while [ $i -lt 1100 ]; do
		printf 'Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n' \
		    $i $i
		i=$((i + 1))
	done
} >shop/Maildir/new/19
printf '\0\1\2\377' >shop/Maildir/new/20
: >shop/Maildir/new/21
perl -e 'print "Subject: huge\n\n"; truncate STDOUT, (64 << 20) + 1' \
    >shop/Maildir/new/22
run 0 sn-inbox fetch
is err 'sn-inbox: 4 new letters, 0 matched to orders, 3 known, 4 not read whole, 0 refused'
letters 'subject, cause' && sed -n '25,$p' got >some
is some 'deep|it has too many parts
|it is no message
|it is no message
|it is too large; it is still in its place'
run 0 sn-inbox show 25
like out '^cause: it has too many parts$'
run 0 sn-inbox list --state all --json
jq -e 'length == 28' out >/dev/null
ok $? 'every letter is listed'

# undone: the letters go, their bytes stay; and back
before=$(sql 'SELECT count(*) FROM letter_bytes')
run 0 sn-undo
letters 'count(*)' && is got 24
run 0 sn-undo "$(sql 'SELECT max(id) FROM op')"
letters 'count(*)' && is got 28
[ "$(sql 'SELECT count(*) FROM letter_bytes')" -eq "$before" ]
ok $? 'the bytes stay where they are'
run 0 sn-inbox show --raw 25
cp out raw
run 0 cmp raw shop/Maildir/cur/19:2,S

# one at a time; a busy store; nobody reads
rm shop/lock-inbox
mkfifo slow
sn-inbox fetch - <slow >/dev/null &
exec 3>slow
perl -e 'select undef, undef, undef, .01 until -s $ARGV[0]' shop/lock-inbox
run 5 sn-inbox fetch info
like err 'lock-inbox: held by process'
printf 'Subject: slow\n\nx\n' >&3
exec 3>&-
wait $!
ok $? 'and the first one ends well'
busy sn-inbox close 2
mail 23 a@buyer.example last
busy sn-inbox fetch info
[ -f shop/Maildir/new/23 ]
ok $? 'what is not in the store is not marked'
run 6 sh -c 'sn-inbox fetch >/dev/full'
letters 'max(subject)'
run 0 sn-inbox list --csv --state open
like out ',last,'
sql 'PRAGMA user_version = 9999'
run 3 sn-inbox fetch
run 3 sn-inbox list
run 3 sn-inbox show 1
done_testing
