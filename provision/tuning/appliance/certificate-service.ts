import { layout } from '../../layout.ts';
import { heading, rootOwned, type TuningFile } from '../file.ts';
import { helperSandbox } from './helper.ts';

/** Renews the certificate when it is time, and writes down what is true of it. */
export const certificateService: TuningFile = {
  id: 'appliance/certificate-service',
  title: 'Renewal of the certificate',
  service: 'appliance',
  ...rootOwned,
  path: () => '/etc/systemd/system/teachtrack-certificate.service',
  render: ({ paths }) =>
    [
      `# ${heading}`,
      '[Unit]',
      'Description=Renewal of the TeachTrack certificate',
      'After=nginx.service',
      '',
      '[Service]',
      'Type=oneshot',
      // A problem of the certificate is told by its state; only a renewal that failed is a failure of the unit.
      'SuccessExitStatus=4',
      `ExecStart=${paths.current}/bin/node ${paths.current}/ctl.mjs certificate renew --if-due`,
      ...helperSandbox({
        // nginx tests its configuration as it would start: it opens its logs and ports.
        capabilities: ['CAP_NET_BIND_SERVICE', 'CAP_DAC_OVERRIDE', 'CAP_DAC_READ_SEARCH', 'CAP_CHOWN', 'CAP_FOWNER'],
        writable: [layout.settings, layout.stateFiles, layout.trust, paths.nginxLogs, '/run'],
      }),
      '',
    ].join('\n'),
  settings: () => [],
};
