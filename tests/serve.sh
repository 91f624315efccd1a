# Sourced after tests/lib.sh by the tests of downloads.
# shellcheck shell=sh
unset http_proxy https_proxy all_proxy no_proxy
unset HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY

# serve DIRECTORY: tests/server.pl on it, until the end; its address in $url
serve() {
	mkfifo ready
	perl "$top/tests/server.pl" "$1" >ready &
	server=$!
	trap 'kill $server; rm -rf "$tmp"' EXIT
	read -r port <ready
	url=http://127.0.0.1:$port
}
