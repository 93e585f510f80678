import { expect, test } from 'vitest';
import { Typeface } from '../../../../appliance/documents/fonts/typeface.ts';
import { passphrase, passphraseBits } from '../../../../appliance/features/slips/passphrase.ts';
import { slipSheet } from '../../../../appliance/features/slips/sheet.ts';

test('a passphrase is three plain words out of more than a hundred million', () => {
  const many = Array.from({ length: 50 }, passphrase);
  for (const one of many) expect(one).toMatch(/^[a-z]+-[a-z]+-[a-z]+$/);
  expect(new Set(many).size).toBe(50);
  expect(passphraseBits).toBeGreaterThan(27);
});

test('eight slips are a page, the ninth begins another', () => {
  const typeface = new Typeface();
  const pages = (count: number) => {
    const slip = { fullName: 'Wanjikũ Ngũgĩ wa Thiong’o-Otieno', signInName: 'TSC/123', school: 'Ol Kalou Primary' };
    const slips = Array.from({ length: count }, () => ({ ...slip, passphrase: passphrase() }));
    const pdf = slipSheet({ slips, typeface, siteName: 'District', address: 'http://10.0.0.5', date: '2026-01-05' });
    return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;
  };
  expect([pages(1), pages(8), pages(9)]).toEqual([1, 1, 2]);
});
