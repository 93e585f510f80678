export { asProvisionError, type ErrorCode, ProvisionError } from '../../provision/model/error.ts';
export { momentText } from '../../provision/model/moment.ts';
export { Secret } from '../../provision/model/secret.ts';
export { agentPlace } from '../../provision/transport/agent-place.ts';
