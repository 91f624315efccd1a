#compdef -P sn(|-*)
# zsh completion for sn and all its commands.  What there is to offer is
# asked of the completion for bash, so that there is one of it.

local -a found
found=("${(@f)$(bash @COMPLETION@ "${(@)words[1,CURRENT]}" 2>/dev/null)}")
found=(${found:#})
# a value follows what ends with "="
compadd -S '' -- ${(M)found:#*=}
compadd -- ${found:#*=}
