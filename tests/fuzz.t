#!/bin/sh
# Each fuzzer over its corpus and over some mutations of it; "make fuzz"
# runs many more.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

for fuzzer in "$BUILD"/fuzz/*; do
	name=${fuzzer##*/}
	case $name in *.*) continue ;; esac
	run 0 "$fuzzer" -n 3000 -s 1 "$top/tests/fuzz/corpus/$name"
	is out ''
	is err ''
done

# A corpus that is not there is no success.
run 2 "$BUILD/fuzz/rows" -n 1 "$top/tests/fuzz/corpus/none"
done_testing
