export const servers = {
  title: 'Your servers',
  lead: 'The servers this laptop has set up or looked at. Nothing is done to a server before you have seen a plan and agreed to it.',
  emptyTitle: 'Set up your first server',
  emptyLead:
    'You need one server with Debian 12 or 13 on your network, its address, and a user who may administer it. This takes about half an hour, most of it waiting.',
  emptySteps: [
    ['Connect', 'Tell where the server is and make sure that it is the right one.'],
    ['Check', 'See what the machine is good for. Looking changes nothing.'],
    ['Plan', 'Read every change before it is made.'],
    ['Install', 'Watch it, or close the window: the server goes on by itself.'],
  ] as const,
  begin: 'Begin',
  add: 'Add a server',
  working: 'Reading the list of servers',
  open: 'Connect',
  openNow: 'Go on',
  openLabel: (name: string) => `Connect to ${name}`,
  openNowLabel: (name: string) => `Go on with ${name}`,
  connected: 'connected',
  user: (user: string, seen: string) => `${user} · last seen ${seen}`,
  keeps: 'its password is kept in this laptop’s key store',
  look: {
    as: (version: string | null, at: string) =>
      version === null ? `Looked at ${at}` : `Version ${version}, looked at ${at}`,
    parts: {
      health: 'Health',
      backups: 'Backups',
      drill: 'Proven restore',
      drift: 'Changes by hand',
      certificate: 'Certificate',
    },
    good: (parts: readonly string[]) => `In order: ${parts.join(', ')}`,
  },
  forget: 'Forget',
  forgetLabel: (name: string) => `Forget ${name}`,
  forgetTitle: (name: string) => `Forget ${name}?`,
  forgetText:
    'This laptop forgets its address, its confirmed identity and a stored password. The server itself is not touched. Next time you compare its fingerprint again.',
  forgetDo: 'Forget it',
  forgotten: (name: string) => `${name} was forgotten.`,
};
