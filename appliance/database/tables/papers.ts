export type PapersTables = {
  /** What a printed paper of an approved document says, as it was when it was printed. Never changes. */
  paper: {
    code: string;
    school_id: string;
    scheme_id: string;
    kind: 'scheme' | 'plan' | 'record';
    /** Of a scheme its review, of a plan the lesson's row, of a record the scheme of its term. */
    subject_id: string;
    /** Of the contents. */
    sha256: string;
    /** Of the contents and the facts: the same paper gets the same code again. */
    seal: string;
    /** JSON, as `features/papers/schema.ts` has them. */
    facts: string;
    made_at: Date;
  };
};
