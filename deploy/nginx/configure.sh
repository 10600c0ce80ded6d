#!/bin/sh
# Prints frostkeep.conf with the names of one site filled in.
set -eu

usage() {
    cat <<'END'
usage: configure.sh [--name HOST] [--listen [ADDRESS:]PORT] [--upstream ADDRESS:PORT]
                    [--certificate FILE --key FILE | --without-tls] [--log FILE]
Prints the nginx configuration to standard output. --without-tls is for a second proxy that ends TLS before this one.
END
}

name=frostkeep.example.org listen=443 upstream=127.0.0.1:8080 tls=yes
certificate=/etc/frostkeep/tls/certificate.pem key=/etc/frostkeep/tls/key.pem log=/var/log/nginx/frostkeep.log
while [ $# -gt 0 ]; do
    case $1 in
        --help) usage; exit 0 ;;
        --without-tls) tls=no; shift; continue ;;
    esac
    [ $# -ge 2 ] || { usage >&2; exit 64; }
    case $1 in
        --name) name=$2 ;;
        --listen) listen=$2 ;;
        --upstream) upstream=$2 ;;
        --certificate) certificate=$2 ;;
        --key) key=$2 ;;
        --log) log=$2 ;;
        *) usage >&2; exit 64 ;;
    esac
    shift 2
done

case "$name$listen$upstream$certificate$key$log" in
    *[!A-Za-z0-9./_:-]*) echo "configure.sh: a value holds a character that nginx would read as its own" >&2; exit 64 ;;
esac

fill() {
    sed -e "s|frostkeep\.example\.org|$name|" -e "s|server 127\.0\.0\.1:8080 |server $upstream |" \
        -e "s|listen 443 |listen $listen |" -e "s|/etc/frostkeep/tls/certificate\.pem|$certificate|" \
        -e "s|/etc/frostkeep/tls/key\.pem|$key|" -e "s|/var/log/nginx/frostkeep\.log|$log|"
}
without_tls() {
    sed -e '/# tls$/d' -e '/^ *listen /s/ ssl http2;/;/'
}

if [ "$tls" = yes ]; then
    fill < "$(dirname "$0")/frostkeep.conf"
else
    fill < "$(dirname "$0")/frostkeep.conf" | without_tls
fi
