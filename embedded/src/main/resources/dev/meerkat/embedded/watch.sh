# Ends a server once the process that started it is gone, and removes its folder then.
# Arguments: that process, the server, its folder. Ctrl-C reaches this shell too but must not end it early.
trap '' INT
while kill -0 "$2" 2>/dev/null; do
    kill -0 "$1" 2>/dev/null || kill -9 "$2" 2>/dev/null
    sleep 1
done
kill -0 "$1" 2>/dev/null || rm -rf "$3"
