import { memoryWires, type WireEnd } from '../../../installer/channel/wire.ts';
import { wireSuite } from './suite.ts';

wireSuite('in memory', async (onWire) => {
  const made: WireEnd[] = [];
  return {
    async open() {
      const [near, far] = memoryWires();
      made.push(near);
      onWire(far);
      return near;
    },
    cut: () => {
      for (const wire of made.splice(0)) wire.close();
    },
    end: async () => undefined,
  };
});
