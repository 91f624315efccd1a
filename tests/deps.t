#!/bin/sh
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

# A machine that has everything: nothing is done, nothing is said.
run 0 "$top/scripts/deps"
is out ''
is err ''

# A machine that lacks two: only what is in bin/ is there.
mkdir bin
for tool in cc make pkg-config ar perl prove sqlite3 xgettext git jq \
    openssl id cut sort tr sed env cat ln; do
	ln -s "$(command -v "$tool")" bin
done
run 1 env PATH="$tmp/bin" "$top/scripts/deps"
is err 'deps: please install what is missing:
	program mandoc
	program shellcheck'

# With apt it asks for just these, and looks again whether they came.
cat >bin/apt-get <<'FAKE'
#!/bin/sh
echo "apt-get $*" >>apt
FAKE
printf '#!/bin/sh\n"$@"\n' >bin/sudo
chmod 755 bin/apt-get bin/sudo
run 1 env PATH="$tmp/bin" "$top/scripts/deps"
like err '^deps: still missing:$'
is apt 'apt-get update -qq
apt-get install -y -qq --no-install-recommends mandoc shellcheck'
cat >>bin/apt-get <<'FAKE'
ln -sf /bin/true bin/mandoc
ln -sf /bin/true bin/shellcheck
FAKE
run 0 env PATH="$tmp/bin" "$top/scripts/deps"

done_testing
