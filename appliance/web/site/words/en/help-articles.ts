/** An answer of the help page; `for` are the roles that need it, all when absent. */
export type HelpArticle = { readonly title: string; readonly text: string; readonly for?: readonly string[] };

const ict = ['school-ict-admin', 'district-admin'];
const leaders = [...ict, 'head', 'deputy'];
const approvers = ['head', 'deputy', 'head-of-department'];

const articles: readonly HelpArticle[] = [
  {
    title: 'I have forgotten my password',
    text: 'Ask your school’s ICT person or your head of department for a code of six digits. At the sign-in page press “I have a code”, type it within a quarter of an hour, and choose a new password. A recovery code that you printed under “My account” works at any time. No e-mail is needed.',
  },
  {
    title: 'The server cannot be reached',
    text: 'See whether this device is on the school network. What is saved at the server stays there. If colleagues have the same trouble, tell your ICT person.',
  },
  {
    title: 'How do I make a scheme of work?',
    for: ['teacher'],
    text: 'Open “Schemes of work” and press “New scheme of work”. Choose the grade, the learning area and the class, and tick when the class meets; where your school has entered its timetable that is done already.\nTeachTrack counts the lessons that the term really has, without holidays and exams, shares them out over the sub-strands, and writes a row for every lesson. It takes some seconds. The wording of the outcomes is never changed.',
  },
  {
    title: 'What if many teachers make schemes at the same time?',
    for: ['teacher'],
    text: 'Then yours waits its turn for some seconds, and you see its place. You may close the page: it is made all the same.',
  },
  {
    title: 'How do I print a scheme, or get it as a Word file?',
    for: ['teacher'],
    text: 'Open the scheme. Its buttons give it as a PDF to print and file, with room for signatures and the stamp, as a Word file to go on writing, or as a spreadsheet.',
  },
  {
    title: 'How do I keep my record of work?',
    for: ['teacher'],
    text: 'Open “Today”. For each lesson of your timetable press “Taught”, “Partly” or “Not taught”; the record of work writes itself from that. Remarks are yours: nothing is written for you.\nWithout a connection your entries stay on this device and are sent as soon as the server answers.',
  },
  {
    title: 'What do I do about a lesson that was not taught?',
    for: ['teacher'],
    text: 'Mark it “Not taught” with its reason. TeachTrack then shows the ways to go on, each with what would move: everything by one lesson, two lessons joined, a free time to make up for it, or a revision lesson given up. Nothing moves before you choose. What is made up for is in the lesson recovery schedule.',
  },
  {
    title: 'How far is my class?',
    for: ['teacher', ...approvers],
    text: 'Open “Progress”. It counts what was taught against what was due, and says in good time if lessons will be missing at the end of the term.',
  },
  {
    title: 'How is a scheme of work approved?',
    for: ['teacher', ...approvers],
    text: 'The teacher hands it in. The head of department and then the head look at it: they agree, or return it with a reason at the row that needs work. Nobody approves their own. What was approved stays as it was: later changes are shown beside it.\nWhoever approves finds what waits for them under “To look at”.',
  },
  {
    title: 'How do I know that a printed paper is the approved one?',
    text: 'On the PDF and Word file of an approved scheme of work, of a lesson plan that belongs to it, and of a record that was looked at there is a square code. Scan it with a phone in the school’s network, or open this site’s address with /verify after it and type the letters below the square. No sign-in is needed. The page says what the paper must say, and whether it is still the approved version or a new print is needed.',
  },
  {
    title: 'How do I enter my own lessons?',
    for: ['teacher'],
    text: 'Open “My week” and press “Enter my lessons”. Choose a class and press the places in the week. A class that is not in the list is added below it. Whoever keeps the timetable of the school sees the same, and may change it.',
  },
  {
    title: 'How do I look at the records of work?',
    for: approvers,
    text: 'Open “Records to check”. Every class of a week is there with what was written down. Choose the complete ones at one press and tick them together; open the others, and write a word to the teacher where it helps. What is changed after your tick is marked.',
  },
  {
    title: 'Who acts for me while I am away?',
    for: approvers,
    text: 'Open “My account” and choose under “While I am away” who stands in for you, from one day to another. Your colleague then finds under “To look at” and “Records to check” what is for you, but never your own papers. It ends by itself, or when you end it.',
  },
  {
    title: 'How do I enter the timetable?',
    for: leaders,
    text: 'Open “Classes and timetables”, add the class and open it. Say who teaches what, and set the lessons in the grid, or bring in a file of all classes. A teacher in two places, or a class with two lessons at once, is shown at once.\nThe number of lessons a week, their minutes and doubles are under “Lessons a week and doubles”; a grade may have times of the day of its own.',
  },
  {
    title: 'A holiday was moved. What now?',
    for: leaders,
    text: 'The district’s administrator changes the calendar and sees, before it counts, which schemes it touches. A school’s own closure is entered at the school. Teachers are shown what would move in their schemes, and decide. Whoever leads the school, and the heads of its departments, can also move the lessons of all schemes at once, on the calendar’s page: first it shows, teacher by teacher, what would move; each teacher can undo it.',
  },
  {
    title: 'How do I announce something to my school?',
    for: leaders,
    text: 'Open “Announcements” and press “New announcement”. It appears on everybody’s home page from the first to the last day that you set; an urgent one is at the top of every page. Everybody can put it away for themselves.',
  },
  {
    title: 'How do I bring in a new colleague?',
    for: ict,
    text: 'Open “Schools”, choose the school and add the person. Write down or print the one-time password that is shown, and hand it over: it is shown only once.\nMany are brought in from a spreadsheet with “Bring in a list”. It may also say what each of them teaches: a column “teaches” with “4 East: English; 5 West: English”, or a column of classes and one of subjects. A class that is not there yet is made when its grade stands before it, as in “Grade 4 4 East”.',
  },
  {
    title: 'How do I bring in a curriculum?',
    for: ['district-admin', 'curriculum-editor'],
    text: 'Open “Curriculum” and choose the files: those of the cloud TeachTrack, tables or spreadsheets. You see what each holds and what had to be assumed before anything is taken in. It is then a draft that you can edit and compare, and it counts once you publish it. Schemes that were made stay with the version they were made from.',
  },
];

export const helpArticles = { helpArticles: articles };
