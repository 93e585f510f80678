/** A function of the shell: the folder itself, or the nearest above it that is there. */
export const nearFolder = `near() { at="$1"; while [ ! -d "$at" ]; do at=$(dirname -- "$at"); done; printf '%s' "$at"; }`;
