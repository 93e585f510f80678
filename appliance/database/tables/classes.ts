import type { Moments } from './moments.ts';

export type ClassesTables = {
  class_stream: { id: string; school_id: string; grade: string; name: string; boys: number; girls: number } & Moments;
  allocation: {
    id: string;
    school_id: string;
    class_id: string;
    learning_area_id: string;
    user_id: string;
    valid_from: string;
    valid_to: string | null;
  } & Moments;
};
