/** An open book with a line through it: the product's mark. */
export function Logo({ size = 38 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false" style={{ flex: 'none' }}>
      <rect width="32" height="32" rx="8" fill="#f4faf8" />
      <path
        d="M6 9.5c4-1.6 7.2-1.2 10 1 2.8-2.2 6-2.6 10-1v13c-4-1.6-7.2-1.2-10 1-2.8-2.2-6-2.6-10-1z"
        fill="#2f5d62"
      />
      <path d="M16 10.5v13" stroke="#f4faf8" strokeWidth="1.6" />
      <path
        d="M9 13.4c1.6-.3 3-.1 4.3.7M9 16.7c1.6-.3 3-.1 4.3.7"
        stroke="#ffd479"
        strokeWidth="1.3"
        fill="none"
        strokeLinecap="round"
      />
    </svg>
  );
}
