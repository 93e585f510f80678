import { Redirect, Route, Switch } from 'wouter';
import type { Held } from '../installer/contract/calls/connection.ts';
import { Check } from './screens/check/check.tsx';
import { Configure } from './screens/configure/configure.tsx';
import { Connect } from './screens/connect/connect.tsx';
import { Connected } from './screens/connect/connected.tsx';
import { Ended } from './screens/connect/ended.tsx';
import { HandOver } from './screens/hand-over/hand-over.tsx';
import { Manage } from './screens/manage/manage.tsx';
import { Firewall } from './screens/network/firewall.tsx';
import { Names } from './screens/network/names.tsx';
import { Plan } from './screens/plan/plan.tsx';
import { Prove } from './screens/prove/prove.tsx';
import { Removal } from './screens/removal/removal.tsx';
import { NoRun } from './screens/run/no-run.tsx';
import { Run } from './screens/run/run.tsx';
import { Servers } from './screens/servers/servers.tsx';
import { GoBack } from './screens/upgrade/go-back.tsx';
import { Upgrade } from './screens/upgrade/upgrade.tsx';
import { Alerts } from './screens/upkeep/alerts.tsx';
import { Backups } from './screens/upkeep/backups.tsx';
import { Certificate } from './screens/upkeep/certificate.tsx';
import { Drift } from './screens/upkeep/drift.tsx';
import { GoLive } from './screens/upkeep/go-live.tsx';
import { Reserve } from './screens/upkeep/reserve.tsx';
import { Restore } from './screens/upkeep/restore.tsx';
import { RestoreFile } from './screens/upkeep/restore-file.tsx';
import { RestoreSchool } from './screens/upkeep/restore-school.tsx';
import { Secrets } from './screens/upkeep/secrets.tsx';
import { Support } from './screens/upkeep/support.tsx';
import { Verify } from './screens/verify/verify.tsx';
import { connectionHome } from './state/way.ts';

/** Which screen an address shows. */
export function Pages({ held }: { readonly held: readonly Held[] }) {
  return (
    <Switch>
      <Route path="/connect/:address">{({ address }) => <Connect key={address} given={plain(address)} />}</Route>
      <Route path="/connect">
        <Connect given="" />
      </Route>
      <Route path="/c/:connection/*?">
        {({ connection }) => {
          const one = held.find((candidate) => candidate.connection === connection);
          return one === undefined ? <Ended /> : <OfConnection key={connection} held={one} />;
        }}
      </Route>
      <Route>
        <Servers held={held} />
      </Route>
    </Switch>
  );
}

/** An address that a link gave; one that is not well formed is shown as it is. */
function plain(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

function OfConnection({ held }: { readonly held: Held }) {
  const { connection, run } = held;
  const at = `/c/${connection}`;
  if (held.root.kind !== 'ready') return <Connected held={held} />;
  return (
    <Switch>
      <Route path={`${at}/connect`}>
        <Connected held={held} />
      </Route>
      <Route path={`${at}/check`}>
        <Check connection={connection} />
      </Route>
      <Route path={`${at}/configure`}>
        <Configure connection={connection} />
      </Route>
      <Route path={`${at}/plan/:make?`}>{({ make }) => <Plan held={held} isAsked={make === 'make'} />}</Route>
      <Route path={`${at}/install/:run?`}>
        {({ run: started }) => {
          // One that was just started is known by its address before the program tells of it.
          const id = started ?? (run?.kind === 'install' ? run.run : undefined);
          return id === undefined ? (
            <NoRun connection={connection} />
          ) : (
            <Run key={id} held={held} run={id} act="install" />
          );
        }}
      </Route>
      <Route path={`${at}/runs/:run`}>{({ run: id }) => <Run key={id} held={held} run={id} />}</Route>
      <Route path={`${at}/verify`}>
        <Verify connection={connection} run={run?.run} />
      </Route>
      <Route path={`${at}/prove`}>
        <Prove connection={connection} isStep />
      </Route>
      <Route path={`${at}/hand-over`}>
        <HandOver connection={connection} run={run?.run} />
      </Route>
      <Route path={`${at}/manage/backups`}>
        <Backups connection={connection} />
      </Route>
      <Route path={`${at}/manage/restore/:name`}>
        {({ name }) => <Restore key={name} held={held} name={plain(name)} />}
      </Route>
      <Route path={`${at}/manage/restore/:name/school`}>
        {({ name }) => <RestoreSchool key={name} held={held} name={plain(name)} />}
      </Route>
      <Route path={`${at}/manage/restore-file`}>
        <RestoreFile held={held} />
      </Route>
      <Route path={`${at}/manage/drift`}>
        <Drift connection={connection} />
      </Route>
      <Route path={`${at}/manage/go-live`}>
        <GoLive connection={connection} />
      </Route>
      <Route path={`${at}/manage/prove`}>
        <Prove connection={connection} isStep={false} />
      </Route>
      <Route path={`${at}/manage/certificate`}>
        <Certificate connection={connection} />
      </Route>
      <Route path={`${at}/manage/support`}>
        <Support connection={connection} />
      </Route>
      <Route path={`${at}/manage/secrets`}>
        <Secrets connection={connection} />
      </Route>
      <Route path={`${at}/manage/reserve`}>
        <Reserve connection={connection} />
      </Route>
      <Route path={`${at}/manage/alerts`}>
        <Alerts connection={connection} />
      </Route>
      <Route path={`${at}/manage/upgrade`}>
        <Upgrade held={held} />
      </Route>
      <Route path={`${at}/manage/upgrade/back`}>
        <GoBack held={held} />
      </Route>
      <Route path={`${at}/manage/firewall`}>
        <Firewall connection={connection} />
      </Route>
      <Route path={`${at}/manage/names`}>
        <Names connection={connection} />
      </Route>
      <Route path={`${at}/manage`}>
        <Manage held={held} />
      </Route>
      <Route path={`${at}/remove`}>
        <Removal held={held} />
      </Route>
      <Route>
        <Redirect to={connectionHome(held)} replace />
      </Route>
    </Switch>
  );
}
