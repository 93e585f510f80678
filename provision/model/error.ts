/**
 * Every way in which provisioning can fail. The code is stable: it chooses the words, the likely causes and the next
 * button in a face, and is printed so that a person can quote it. Grouped by prefix; numbers are never reused.
 */
export const errorCodes = [
  'TT-SSH-01', // address not found or not valid
  'TT-SSH-02', // connection refused
  'TT-SSH-03', // no answer in time
  'TT-SSH-04', // host key not confirmed yet
  'TT-SSH-05', // host key changed
  'TT-SSH-06', // sign-in refused: password, key or user wrong
  'TT-SSH-07', // key file unreadable, not a key, or passphrase missing or wrong
  'TT-SSH-08', // no common algorithm or protocol fault
  'TT-SSH-09', // connection lost
  'TT-SSH-10', // agent not reachable or holds no key
  'TT-SUDO-01', // sudo is not installed
  'TT-SUDO-02', // this user may not use sudo
  'TT-SUDO-03', // sudo wants a password
  'TT-SUDO-04', // sudo password wrong
  'TT-SUDO-05', // sudo wants a terminal
  'TT-RUN-01', // command failed
  'TT-RUN-02', // command took too long
  'TT-RUN-03', // cancelled by the person
  'TT-RUN-04', // server answered with something that is not ours
  'TT-FILE-01', // no space left
  'TT-FILE-02', // read-only or no permission
  'TT-FILE-03', // file missing or unreadable
  'TT-FILE-04', // the emergency reserve cannot be given back: it is not needed, or not there
  'TT-BUNDLE-01', // bundle not found
  'TT-BUNDLE-02', // bundle damaged or truncated
  'TT-BUNDLE-03', // bundle signed by another key or not signed
  'TT-BUNDLE-04', // bundle has nothing for this system
  'TT-BUNDLE-05', // bundle of a format that this program does not know
  'TT-UPLOAD-01', // what arrived is not what was sent
  'TT-CHECK-01', // a requirement blocks
  'TT-CHECK-02', // operating system or architecture not supported
  'TT-ANSWERS-01', // answers file or flag not valid
  'TT-PLAN-01', // plan is stale: the server changed since
  'TT-PLAN-02', // no plan was made, or it is not the one shown
  'TT-LOCK-01', // another run holds the lock
  'TT-APT-01', // package manager locked by another process
  'TT-APT-02', // package manager broken before we came
  'TT-APT-03', // package installation failed
  'TT-CONFIG-01', // the program refused a configuration file
  'TT-SERVICE-01', // a service did not come up
  'TT-SERVICE-02', // a service is masked or disabled by the administrator
  'TT-STEP-01', // a step says it is done but its check disagrees
  'TT-STEP-02', // a step cannot be undone
  'TT-DATA-01', // data of someone else is in the way
  'TT-TLS-01', // a certificate from elsewhere cannot be used
  'TT-TLS-02', // a new certificate did not prove itself; the old one stays
  'TT-DB-01', // database refused or not reachable
  'TT-MIGRATE-01', // a migration failed
  'TT-HEALTH-01', // the appliance is not healthy
  'TT-MAIL-01', // the mail server did not take a mail
  'TT-MAIL-02', // the webhook did not take a message
  'TT-JOURNAL-01', // journal missing or unreadable
  'TT-VERSION-01', // version path not possible
  'TT-BACKUP-01', // backup damaged, cut short or no backup
  'TT-BACKUP-02', // the key or the secrets do not fit the backup
  'TT-BACKUP-03', // no such backup
  'TT-BACKUP-04', // a target of backups is away, full, read-only, silent or lies
  'TT-BACKUP-05', // what was restored is not what was backed up
  'TT-PROVE-01', // a capacity test cannot be made now
  'TT-WINDOW-01', // another window is in charge
  'TT-WINDOW-02', // the program does not hold this connection any more
  'TT-WINDOW-03', // window and program do not understand each other
  'TT-WINDOW-04', // the window lost the program
  'TT-BUG-01', // something we did not foresee
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export type ErrorFields = {
  readonly code: ErrorCode;
  /** What happened to what, for the log: one sentence, no secrets. */
  readonly message: string;
  /** Evidence: the command's last lines, the file's place, the holder's pid. No secrets. */
  readonly evidence?: readonly string[];
  readonly cause?: unknown;
};

/** The one error of `provision`. Words for people are chosen from the code by the face. */
export class ProvisionError extends Error {
  override readonly name = 'ProvisionError';
  readonly code: ErrorCode;
  readonly evidence: readonly string[];

  constructor(fields: ErrorFields) {
    super(fields.message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.code = fields.code;
    this.evidence = fields.evidence ?? [];
  }
}

/** Gives any thrown value as a ProvisionError, keeping it as the cause. */
export function asProvisionError(thrown: unknown): ProvisionError {
  if (thrown instanceof ProvisionError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new ProvisionError({ code: 'TT-BUG-01', message, cause: thrown });
}
