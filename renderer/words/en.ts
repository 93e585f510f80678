import { components } from '../components/words.ts';
import { frame } from '../frame/words.ts';
import { check } from '../screens/check/words.ts';
import { configure } from '../screens/configure/words.ts';
import { connect } from '../screens/connect/words.ts';
import { handOver } from '../screens/hand-over/words.ts';
import { manage } from '../screens/manage/words.ts';
import { network } from '../screens/network/words.ts';
import { plan } from '../screens/plan/words.ts';
import { prove } from '../screens/prove/words.ts';
import { removal } from '../screens/removal/words.ts';
import { run } from '../screens/run/words.ts';
import { servers } from '../screens/servers/words.ts';
import { upgrade } from '../screens/upgrade/words.ts';
import { upkeep } from '../screens/upkeep/words.ts';
import { verify } from '../screens/verify/words.ts';

/** Every word of the installer in English, a file a screen. Another language is other files of the same shape. */
export const en = {
  frame,
  components,
  servers,
  connect,
  check,
  configure,
  plan,
  run,
  verify,
  prove,
  handOver,
  manage,
  upkeep,
  removal,
  upgrade,
  network,
};

export type Words = typeof en;
