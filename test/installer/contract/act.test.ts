import { expect, test } from 'vitest';
import { actOf } from '../../../installer/contract/act.ts';

const way = { from: '0.1.0', to: '0.2.0', breaking: [] };

test('a run is called what it is for', () => {
  expect(actOf({ kind: 'install' })).toBe('install');
  expect(actOf({ kind: 'uninstall' })).toBe('uninstall');
  expect(actOf({ kind: 'install', upgrade: { ...way, direction: 'forward' } })).toBe('upgrade');
  expect(actOf({ kind: 'install', upgrade: { ...way, direction: 'back' } })).toBe('back');
  expect(actOf({ kind: 'install', purpose: 'put-back' })).toBe('put-back');
  expect(actOf({ kind: 'install', purpose: 'rotation-back' })).toBe('rotation-back');
});
