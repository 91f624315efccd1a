# fish completion for sn and all its commands.  What there is to offer is
# asked of the completion for bash, so that there is one of it.

function __sn_complete
    set -l current "$(commandline -ct)"
    bash @COMPLETION@ (commandline -opc) $current 2>/dev/null
end

for command in (bash @COMPLETION@ --commands)
    complete -c $command -f -a '(__sn_complete)'
end
