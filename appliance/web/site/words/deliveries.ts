/** In the order in which they are offered; the server's list is the same, held to it by the compiler. */
export const deliveryOutcomes = ['taught', 'partly', 'not-taught'] as const;
export const missReasons = [
  'teacher-absent',
  'official-duty',
  'learners-away',
  'school-event',
  'weather',
  'time-ran-out',
  'other',
] as const;
