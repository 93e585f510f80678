/** Curriculum families that have templates of all four documents. */
export const templateFamilies = ['ke-cbe', 'ke-844', 'tz-2023'] as const;
export type TemplateFamily = (typeof templateFamilies)[number];
