#!/bin/sh
# Installs the built tool, the city's schemas and reference records, and the shells' completions below a prefix.
set -eu
tool=$1
prefix=$2

install -d "$prefix/bin" "$prefix/share/koja" "$prefix/share/bash-completion/completions" \
  "$prefix/share/zsh/site-functions" "$prefix/share/fish/vendor_completions.d"
install -m 755 -s "$tool" "$prefix/bin/koja"
rm -rf "$prefix/share/koja/schemas" "$prefix/share/koja/records"
cp -R schemas records "$prefix/share/koja/"
"$tool" --generate-completion-script bash >"$prefix/share/bash-completion/completions/koja"
"$tool" --generate-completion-script zsh >"$prefix/share/zsh/site-functions/_koja"
"$tool" --generate-completion-script fish >"$prefix/share/fish/vendor_completions.d/koja.fish"
echo "installed: $prefix/bin/koja"
