export const documents = {
  documents: {
    formats: { pdf: 'PDF to print', docx: 'Word file', xlsx: 'Excel file' },
    making: 'The file is being made…',
    ready: 'The file is ready. Fetch it again',
    failed: 'The file could not be made.',
  },
};
