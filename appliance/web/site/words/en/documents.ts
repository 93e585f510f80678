export const documents = {
  documents: {
    formats: { pdf: 'PDF to print', docx: 'Word file', xlsx: 'Excel file' },
    packOf: 'A week’s papers: scheme, plans, blank record',
    packPdf: 'Week as PDF',
    packDocx: 'Week as Word file',
    week: (number: number) => `Week ${number}`,
    making: 'The file is being made…',
    ready: 'The file is ready. Fetch it again',
    failed: 'The file could not be made.',
  },
};
