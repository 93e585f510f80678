export const configure = {
  title: 'How should it be set up?',
  lead: 'Everything has a sensible answer already. Change what you know better; nothing is done to the server yet.',
  working: 'Reading the answers',
  change: 'Change',
  changeLabel: (what: string) => `Change: ${what}`,
  save: 'Save',
  none: 'none',
  next: 'Make the plan',
  name: {
    label: 'Name that teachers see',
    hint: 'The district or the school, 1 to 60 characters.',
  },
  size: {
    label: 'Teachers at once',
    hint: 'The server’s memory and programs are set up for this number.',
    tier: (tier: number) => `${new Intl.NumberFormat('en').format(tier)} teachers`,
    met: 'this server meets it',
    notMet: 'this server is too small for it',
    unknown: 'not known whether this server meets it',
  },
  names: {
    label: 'Names',
    hint: 'How teachers reach it by name, such as plans.school.local. One a line. May be empty on a network without names.',
  },
  addresses: {
    label: 'IP addresses',
    hint: 'How teachers reach it by number. One a line; at least one.',
    empty: 'Give at least one address.',
  },
  tls: {
    label: 'Encryption',
    kinds: {
      'own-authority': {
        label: 'Encrypted, with a certificate of its own',
        text: 'The server makes itself a certificate. Computers trust it once the trust kit from the last page is on them; until then browsers show a warning.',
      },
      brought: {
        label: 'Encrypted, with a certificate you brought',
        text: 'The server uses the certificate that your district gave it. Nobody has to install anything where its authority is trusted already.',
      },
      'plain-lan': {
        label: 'Not encrypted',
        text: 'Nothing to set up on the computers, but anybody on the network can read along, passwords too. Only for a closed network.',
      },
    },
  },
  database: {
    label: 'Database',
    value: (there: { readonly host: string; readonly port: number } | undefined) =>
      there === undefined ? 'on this server' : `on another server: ${there.host}, port ${there.port}`,
    here: 'On this server (recommended)',
    hereHint: 'It is installed, set up for the number of teachers and looked after. Nothing more to do.',
    there: 'On a database server that you have already',
    thereHint:
      'MariaDB 10.11 or MySQL 8, or newer. Its own administrator looks after it: how much memory it has, and its updates. No database server is installed here.',
    host: 'Address of the database server',
    hostHint:
      'Its name or IP address, as this server reaches it. An address is safer: then nothing else can be reached.',
    port: 'Port',
    product: 'What it is',
    products: { mariadb: 'MariaDB', mysql: 'MySQL' },
    name: 'Name of our database there',
    nameHint:
      'Leave it as it is, unless two TeachTracks share one database server: then each needs its own. It is chosen once.',
    encrypted: 'Encrypt what is said between the two servers',
    encryptedHint: 'The database server needs a certificate for it.',
    ca: 'Certificate of its authority',
    caHint:
      'The text that begins with -----BEGIN CERTIFICATE-----. Without it the way is encrypted, but nobody checks that the right server answers.',
    reason: 'Why it need not be encrypted',
    reasonHint: 'Such as “one cable between the two servers”. It stands in the report.',
    user: 'Administrator of the database server',
    userHint: 'May make databases and accounts. It is used once, to make ours, which may do nothing else there.',
    password: 'Password of that administrator',
    passwordHint: 'It is kept in memory until the install has made our accounts, and is then forgotten.',
    passwordKnown: 'It is known already. Leave it empty to keep it.',
  },
  firewall: {
    label: 'Firewall',
    on: 'Close everything but SSH and the site',
    onHint:
      'Nobody can be locked out: the rules go away by themselves unless this laptop proves that it still gets in.',
    ports: 'Ports that stay open besides',
    portsHint: 'TCP ports of other programs on the server that other machines need, one a line. Usually none.',
    sources: 'SSH only from',
    sourcesHint:
      'Subnets or addresses of those who administer the server, such as 10.20.7.0/24, one a line. Empty: from everywhere on the network.',
    addThis: (from: string) => `Add this laptop, ${from}`,
    none: 'none of ours',
    value: (ports: readonly number[], sources: readonly string[]) => {
      const open =
        ports.length === 0 ? 'only SSH and the site are open' : `open: SSH, the site, and ${ports.join(', ')}`;
      return sources.length === 0 ? open : `${open}; SSH only from ${sources.join(', ')}`;
    },
    shutOut: (from: string) =>
      `This laptop comes from ${from}, and SSH would not let it in. Add it to “SSH only from”.`,
  },
  zone: { label: 'Time zone', hint: 'For terms, due dates and reports.' },
  admin: {
    label: 'First administrator',
    user: 'User name',
    userHint: '3 to 32 small letters, digits, dots or hyphens.',
    full: 'Full name',
    value: (user: string, full: string) => `${full} (${user})`,
  },
  subnets: {
    label: 'Schools behind one address',
    hint: 'If all computers of a school reach the server from one address, it is allowed more sign-ins at once. Leave it empty if you do not know.',
    cidr: 'Subnet',
    cidrHint: 'such as 10.20.0.0/16',
    what: 'What it is',
    add: 'Add a subnet',
    remove: (cidr: string) => `Remove ${cidr === '' ? 'this subnet' : cidr}`,
    value: (number: number) => (number === 1 ? 'one subnet' : `${number} subnets`),
  },
  nightly: {
    label: 'Nightly backup',
    value: (at: string) => `every night at ${at}`,
    off: 'off: no backup is made by itself',
    on: 'Make a backup every night',
    onHint: 'Teachers can go on working meanwhile. Without it backups are made only when somebody asks for one.',
    at: 'At',
    atHint: 'By the server’s clock, such as 01:30.',
  },
  copies: {
    label: 'Copies of backups',
    hint: 'A backup on the server alone is lost with the server. Copies go to a disk that is plugged into it, a network drive that it has mounted, or another server.',
    add: 'Add a place',
    drop: 'Not this one',
    remove: (where: string) => `Remove ${where}`,
  },
  alerts: {
    label: 'Alerts',
    passwordHint:
      'It goes to the server with the plan, and is kept there alone. It never stands in the file of answers.',
    passwordKnown: 'It is known already. Leave it empty to keep it.',
    urlHint: 'It may hold a key, and is kept secret: it never stands in the file of answers.',
    urlKnown: 'It is known already. Leave it empty to keep it.',
    value: (told: {
      readonly to: readonly string[];
      readonly webhook: boolean;
      readonly lacksPassword: boolean;
      readonly lacksAddress: boolean;
    }) => {
      const who = [...told.to, ...(told.webhook ? ['a webhook'] : [])];
      const lacks = [
        ...(told.lacksPassword ? ['the password of the mail server'] : []),
        ...(told.lacksAddress ? ['the address of the webhook'] : []),
      ];
      if (who.length === 0) return 'nobody is told when something is wrong';
      return lacks.length === 0 ? who.join(', ') : `${who.join(', ')}; still to be typed: ${lacks.join(' and ')}`;
    },
  },
  later: (part: string) => `set on the running server, under “${part}”`,
  file: {
    title: 'Answers as a file',
    text: 'Use the answers of another server, or keep these. The command line takes the same file. No password stands in it.',
    open: 'Open a file of answers',
    save: 'Save the answers',
    used: (name: string) => `The answers of ${name} are used now.`,
    askTitle: (name: string) => `Use the answers of ${name}?`,
    askText: 'They replace all answers on this page.',
    use: 'Use them',
    tooLong: 'This file is longer than a megabyte: it holds no answers.',
  },
  wrong: (value: string, problem: string) => (value === '' ? problem : `“${value}” ${problem}.`),
};
