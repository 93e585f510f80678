import type { ErrorCode } from '../../provision/model/error.ts';
import { backupErrorWords } from './backup-error-words.ts';
import { windowErrorWords } from './window-error-words.ts';

export type ErrorWords = {
  /** What happened, in the words of a person who is no Linux expert. */
  readonly title: string;
  /** Likely causes, the likeliest first. Empty when the message itself is the cause. */
  readonly causes: readonly string[];
  /** What to do now. */
  readonly next: string;
};

/** The words for people, chosen by the stable code. The technical sentence comes from the error itself. */
export const errorWords: Readonly<Record<ErrorCode, ErrorWords>> = {
  'TT-SSH-01': {
    title: 'There is no such address.',
    causes: ['The name is misspelt.', 'This laptop does not use the district’s name server.'],
    next: 'Check the spelling, or give the server’s IP address.',
  },
  'TT-SSH-02': {
    title: 'The server refused the connection.',
    causes: ['The SSH service is not running on it.', 'It listens on another port.', 'This is another machine.'],
    next: 'On the server’s own screen run “systemctl status ssh”, then try again. Nothing was changed.',
  },
  'TT-SSH-03': {
    title: 'The server does not answer.',
    causes: ['It is switched off.', 'The cable or the Wi-Fi is down.', 'A firewall drops the connection.'],
    next: 'Check power and cable, then try again. Nothing was changed.',
  },
  'TT-SSH-04': {
    title: 'This server’s identity has not been confirmed yet.',
    causes: ['It is the first connection from this laptop.'],
    next: 'Compare the fingerprint with the one on the server’s own screen and confirm it (--host-key SHA256:…).',
  },
  'TT-SSH-05': {
    title: 'The server’s identity has changed. No password was sent.',
    causes: [
      'The server was installed anew or its disk was replaced.',
      'Another machine now has this address.',
      'Somebody is pretending to be the server.',
    ],
    next: 'Find out which. Only then forget the old identity with “teachtrack forget” and connect again.',
  },
  'TT-SSH-06': {
    title: 'The server did not accept the sign-in.',
    causes: [
      'The user name or the password is wrong.',
      'The key is not known on the server.',
      'The server allows keys only.',
    ],
    next: 'Check user name and password or key. One attempt was made.',
  },
  'TT-SSH-07': {
    title: 'The key file cannot be used.',
    causes: ['The passphrase is missing or wrong.', 'It is a public key or a PuTTY .ppk file.', 'The path is wrong.'],
    next: 'Give the private key in OpenSSH form (PuTTYgen: Conversions, Export OpenSSH key) and its passphrase.',
  },
  'TT-SSH-08': {
    title: 'The server and this program share no way to encrypt.',
    causes: ['The server’s SSH is very old or set to an unusual list of algorithms.'],
    next: 'Allow aes256-gcm or aes256-ctr in the server’s sshd settings, or ask whoever hardened it.',
  },
  'TT-SSH-09': {
    title: 'The connection to the server was lost.',
    causes: ['The network broke.', 'The server restarted.'],
    next: 'Run the same command again. A run that has begun goes on at the server by itself.',
  },
  'TT-SSH-10': {
    title: 'The SSH agent of this laptop cannot help.',
    causes: ['No agent is running.', 'It holds no key.'],
    next: 'Start it and add the key (ssh-add), or give a key file or a password.',
  },
  'TT-SUDO-01': {
    title: 'The server has no “sudo”, and this user is not root.',
    causes: ['A minimal installation.'],
    next: 'Sign in as root, or install sudo on the server’s own screen: “apt-get install sudo” as root.',
  },
  'TT-SUDO-02': {
    title: 'This user may not administer the server.',
    causes: ['The user is not in the group “sudo”.'],
    next: 'Use another user, or on the server as root: “adduser NAME sudo”.',
  },
  'TT-SUDO-03': {
    title: 'The server wants the user’s password for administration.',
    causes: ['You signed in with a key, so no password is known here.'],
    next: 'Give it when asked, or with --sudo-password-file. It is kept in memory only.',
  },
  'TT-SUDO-04': {
    title: 'The administration password was not accepted.',
    causes: ['It differs from the sign-in password.'],
    next: 'Give the password that “sudo” takes on the server. One attempt was made.',
  },
  'TT-SUDO-05': {
    title: 'The server allows administration from a terminal only.',
    causes: ['“requiretty” is set in its sudoers file.'],
    next: 'Sign in as root, or have “requiretty” removed for this user.',
  },
  'TT-RUN-01': { title: 'A command on the server failed.', causes: [], next: 'Read the lines below, then try again.' },
  'TT-RUN-02': {
    title: 'The server took too long to answer.',
    causes: ['It is very busy.', 'Its disk is failing or very slow.'],
    next: 'Wait until it is quiet and try again.',
  },
  'TT-RUN-03': { title: 'Cancelled.', causes: [], next: 'Run the same command to go on where it stopped.' },
  'TT-RUN-04': {
    title: 'The server answered with something unexpected.',
    causes: ['The user’s login shell starts another program.', 'The account is restricted.'],
    next: 'Try another user whose login shell is plain sh or bash.',
  },
  'TT-FILE-01': {
    title: 'The server’s disk is full.',
    causes: ['Logs or old backups fill it.', 'The disk is too small.'],
    next: 'Free the space named below, then run the same command again.',
  },
  'TT-FILE-02': {
    title: 'The server does not let this file be written.',
    causes: ['The file system is mounted read-only after an error.', 'The user lacks the right.'],
    next: 'Check the disk’s health (“dmesg”), then try again.',
  },
  'TT-FILE-03': { title: 'A file is missing or cannot be read.', causes: [], next: 'Check the path below.' },
  'TT-FILE-04': {
    title: 'The emergency reserve stays as it is.',
    causes: ['The disk is not full, and the reserve is kept for the day it is.', 'It was given back already.'],
    next: 'Look how full the disk is. Remove what is not needed from it, or make it larger.',
  },
  'TT-BUNDLE-01': {
    title: 'The installation bundle was not found.',
    causes: ['It has not been built or copied here yet.'],
    next: 'Give its folder with --bundle, or build it with “teachtrack bundle”.',
  },
  'TT-BUNDLE-02': {
    title: 'The installation bundle is damaged.',
    causes: ['The copy or the download was cut short.', 'The USB stick is failing.'],
    next: 'Copy the bundle again. Nothing was sent to the server.',
  },
  'TT-BUNDLE-03': {
    title: 'The installation bundle is not signed by a key this program trusts.',
    causes: ['It was built by somebody else.', 'It was changed after it was signed.'],
    next: 'Get the bundle from where you got this program. It was not used.',
  },
  'TT-BUNDLE-04': {
    title: 'The bundle has no packages for this server’s system.',
    causes: ['The server runs another release than Debian 12 or 13.'],
    next: 'Install a supported system, or use a bundle made for this one.',
  },
  'TT-BUNDLE-05': {
    title: 'The bundle was made for another version of this program.',
    causes: ['This program is older than the bundle.'],
    next: 'Use the program that came with the bundle, or a newer one.',
  },
  'TT-UPLOAD-01': {
    title: 'What arrived on the server is not what was sent.',
    causes: ['The network or the server’s disk or memory is faulty.'],
    next: 'Run the same command again; only the damaged part is sent again.',
  },
  'TT-CHECK-01': {
    title: 'The server does not meet what this installation needs.',
    causes: [],
    next: 'Fix what is marked “must fix”, choose a smaller tier, or accept it with a reason.',
  },
  'TT-CHECK-02': {
    title: 'This operating system or processor is not supported.',
    causes: [],
    next: 'Install Debian 12 or 13 (64-bit PC) on the server.',
  },
  'TT-ANSWERS-01': {
    title: 'An answer is not valid.',
    causes: [],
    next: 'Correct what is named here, then try again.',
  },
  'TT-PLAN-01': {
    title: 'The server changed since the plan was made.',
    causes: ['Somebody else works on it.', 'The plan is old.'],
    next: 'Make the plan again and read it again.',
  },
  'TT-PLAN-02': {
    title: 'There is no such plan.',
    causes: ['It was replaced by a newer one.', 'The program was restarted since.'],
    next: 'Make the plan and read it again. Nothing was changed.',
  },
  'TT-LOCK-01': {
    title: 'Another run is under way on this server.',
    causes: ['A colleague started it.', 'An earlier command of yours still runs on the server.'],
    next: 'Watch it with “teachtrack follow”, or wait until it has ended.',
  },
  'TT-APT-01': {
    title: 'Another program is installing packages on the server.',
    causes: ['Automatic security updates are running.', 'Somebody installs something by hand.'],
    next: 'Wait until it has ended and run the same command again.',
  },
  'TT-APT-02': {
    title: 'The server’s package system was left half-done before we came.',
    causes: ['An earlier update was interrupted.', 'A package’s own script fails.'],
    next: 'On the server run “dpkg --configure -a”, mend the package named below, then try again.',
  },
  'TT-APT-03': {
    title: 'A package could not be installed.',
    causes: [],
    next: 'Read the lines below, then try again.',
  },
  'TT-CONFIG-01': {
    title: 'A program refused its new settings; the old ones are back.',
    causes: ['Another settings file on the server contradicts them.'],
    next: 'Send the report below to support. The service runs with its old settings.',
  },
  'TT-SERVICE-01': {
    title: 'A service did not start.',
    causes: ['Too little memory.', 'Its port is taken.', 'A file it needs is damaged.'],
    next: 'Read its last lines below, then run the same command again.',
  },
  'TT-SERVICE-02': {
    title: 'A service was switched off by an administrator.',
    causes: ['Somebody masked it on purpose.'],
    next: 'Ask why; then on the server “systemctl unmask NAME” and run the same command again.',
  },
  'TT-STEP-01': {
    title: 'A step was carried out but its result is not there.',
    causes: ['Another program on the server puts its own settings back.'],
    next: 'Run the same command again; if it repeats, send the report to support.',
  },
  'TT-STEP-02': {
    title: 'A step cannot be undone.',
    causes: [],
    next: 'Read below what is left and how to remove it.',
  },
  'TT-DATA-01': {
    title: 'Data that is not ours is in the way. It was not touched.',
    causes: ['Another program uses this database server.'],
    next: 'Use another server, or move that data away first.',
  },
  'TT-TLS-01': {
    title: 'This certificate cannot be used. Nothing was changed.',
    causes: [],
    next: 'Read below what is wrong with it and what to do.',
  },
  'TT-TLS-02': {
    title: 'The new certificate did not work. The earlier one is in use again.',
    causes: ['The clock of the server is wrong.', 'The web server was stopped at that moment.'],
    next: 'Run the same command again; if it repeats, send the report to support.',
  },
  'TT-DB-01': {
    title: 'The database does not answer.',
    causes: ['It is stopped or starting.', 'Its administrator account was changed by hand.'],
    next: 'On the server run “systemctl status mariadb” (or mysql), then try again.',
  },
  'TT-MIGRATE-01': {
    title: 'The database could not be brought to the new version.',
    causes: [],
    next: 'The old release still serves. Send the report to support.',
  },
  'TT-HEALTH-01': {
    title: 'TeachTrack is installed but not healthy.',
    causes: ['A service is still starting.', 'A part named below is down.'],
    next: 'Wait a minute and run “teachtrack health”; if it stays so, send the report to support.',
  },
  'TT-MAIL-01': {
    title: 'The mail server did not take the mail.',
    causes: ['Its name, port or encryption is not right.', 'The user name or the password is wrong.'],
    next: 'Correct the mail settings (“teachtrack alerts set”), then send a test (“teachtrack alerts test”).',
  },
  'TT-MAIL-02': {
    title: 'The webhook did not take the message.',
    causes: ['Its address is not right.', 'The service behind it is down or does not know this sender.'],
    next: 'Correct the webhook (“teachtrack alerts set”), then send a test (“teachtrack alerts test”).',
  },
  'TT-JOURNAL-01': {
    title: 'There is no record of a run on this server.',
    causes: ['TeachTrack has not been installed here.', 'The record was deleted.'],
    next: 'Run “teachtrack status” to see what is there.',
  },
  'TT-VERSION-01': {
    title: 'This version cannot be put on the server like this.',
    causes: [],
    next: 'Do what is named below. Nothing was changed.',
  },
  ...backupErrorWords,
  'TT-PROVE-01': {
    title: 'The capacity test cannot be made now.',
    causes: [],
    next: 'Do what the message says, or choose a quieter hour, and start it again.',
  },
  ...windowErrorWords,
  'TT-BUG-01': {
    title: 'Something happened that this program did not foresee.',
    causes: [],
    next: 'Run the same command again; if it repeats, send the lines below to support.',
  },
};
