export type ReviewsTables = {
  /** Who looks at a document of the school, in which order; without rows the usual steps apply. */
  flow_step: { school_id: string; doc: 'scheme'; step_no: number; role: string; optional: number };
  /** A document as it was handed in, and how far it came. `snapshot` never changes. */
  review: {
    id: string;
    school_id: string;
    allocation_id: string;
    scheme_id: string;
    revision: number;
    state: 'submitted' | 'endorsed' | 'returned' | 'approved' | 'withdrawn';
    /** The step it waits at, 1 is the first. */
    step_no: number;
    /** The steps as they were when it was handed in, as JSON. */
    steps: string;
    submitted_by: string | null;
    submitted_at: Date;
    decided_at: Date | null;
    findings: number;
    snapshot: string;
    sha256: string;
  };
  review_decision: {
    id: string;
    review_id: string;
    step_no: number;
    role: string;
    decided_by: string | null;
    decision: 'endorse' | 'approve' | 'return';
    comment: string;
    decided_at: Date;
  };
  /** A remark at one cell of a row of the snapshot. */
  review_comment: {
    id: string;
    review_id: string;
    row_id: string;
    cell: string;
    text: string;
    written_by: string | null;
    written_at: Date;
  };
};
