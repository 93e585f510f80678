import { Component, type ReactNode } from 'react';
import { Problem } from '../components/problem.tsx';
import { Screen } from './screen.tsx';

type Props = {
  /** Another place is tried anew. */
  readonly place: string;
  readonly title: string;
  readonly reload: string;
  readonly children: ReactNode;
};

/** A fault of a page is shown instead of a white window; reloading loses nothing, for the program holds everything. */
export class CatchFault extends Component<Props, { readonly fault?: unknown }> {
  override state: { readonly fault?: unknown } = {};

  static getDerivedStateFromError(fault: unknown) {
    return { fault };
  }

  override componentDidUpdate({ place }: Props): void {
    if (place !== this.props.place && this.state.fault !== undefined) this.setState({ fault: undefined });
  }

  override render() {
    if (this.state.fault === undefined) return this.props.children;
    return (
      <Screen title={this.props.title}>
        <Problem error={this.state.fault} onRetry={() => location.reload()} retryLabel={this.props.reload} />
      </Screen>
    );
  }
}
