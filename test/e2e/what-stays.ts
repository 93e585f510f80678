/** Paths that may differ from the server before us after an uninstall, each with its reason. */
const always: readonly RegExp[] = [
  // sudo's own note that a user has used it, and the copies that passwd(5)'s tools keep of the state before.
  /^\/home\/anna\/\.sudo_as_admin_successful$/,
  /^\/etc\/(passwd|shadow|group|gshadow|subuid|subgid)-$/,
];

export const leftBehind = {
  nothing: always,
  withData: [
    ...always,
    // The data itself, the secrets that open it, and the receipts that know it to be ours.
    /^\/var\/lib\/(mysql|redis|teachtrack)(\/.*)?$/,
    /^\/etc\/teachtrack(\/.*)?$/,
    // The accounts that own the data, and the sign-in of the distribution's own upkeep of it.
    /^\/etc\/(passwd|shadow|group|gshadow|mysql|mysql\/debian\.cnf)$/,
  ],
} as const;
