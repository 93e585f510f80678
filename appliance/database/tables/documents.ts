export type DocumentsTables = {
  /** A file that somebody asked for and may fetch. Its bytes lie in the documents folder under their hash. */
  document_file: {
    id: string;
    owner_id: string;
    school_id: string;
    content_hash: string;
    format: 'pdf' | 'docx' | 'xlsx';
    name: string;
    bytes: number;
    created_at: Date;
    used_at: Date;
  };
};
