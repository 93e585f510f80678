export const people = {
  schools: {
    title: 'Schools',
    empty: 'There is no school yet. Add the first one.',
    add: 'Add a school',
    code: 'School code',
    codeHint: 'The school’s own short code: letters and digits',
    name: 'Name of the school',
    level: 'Level',
    levels: { primary: 'Primary', junior: 'Junior', senior: 'Senior', mixed: 'Mixed' },
    people: 'People',
  },
  people: {
    title: (school: string) => `People of ${school}`,
    empty: 'Nobody is here yet.',
    add: 'Add a person',
    fullName: 'Full name',
    staffNumber: 'Staff number',
    role: 'Role',
    roles: {
      'district-admin': 'District administrator',
      'school-ict-admin': 'School ICT administrator',
      teacher: 'Teacher',
    },
    oneTimeTitle: 'Write this down now',
    oneTime: (name: string) =>
      `${name} signs in with this password once and then chooses an own one. It is not shown again.`,
    userName: 'User name',
    password: 'One-time password',
    neverSignedIn: 'has not signed in yet',
    done: 'I have written it down',
  },
};
