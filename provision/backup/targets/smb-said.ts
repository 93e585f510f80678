/** What Samba's client says of a share, in words for the person who looks after it. */
export function smbReason(said: string): string {
  return reasons.find(([pattern]) => pattern.test(said))?.[1] ?? 'the transfer did not work';
}

const reasons: readonly (readonly [RegExp, string])[] = [
  [/NT_STATUS_(LOGON_FAILURE|WRONG_PASSWORD|NO_SUCH_USER)/, 'it refuses the user name or the password'],
  [/NT_STATUS_(PASSWORD_EXPIRED|PASSWORD_MUST_CHANGE)/, 'the password of the user there has to be changed first'],
  [
    /NT_STATUS_ACCOUNT_(LOCKED_OUT|DISABLED|RESTRICTION|EXPIRED)/,
    'the user there is locked, switched off or restricted',
  ],
  [/NT_STATUS_LOGON_TYPE_NOT_GRANTED/, 'the user there may not sign in over the network'],
  [/NT_STATUS_BAD_NETWORK_NAME/, 'there is no share of that name'],
  [/NT_STATUS_(DISK_FULL|QUOTA_EXCEEDED|DISK_QUOTA_EXCEEDED)/, 'it is full'],
  [/NT_STATUS_MEDIA_WRITE_PROTECTED/, 'it cannot be written to: it is read-only'],
  [/NT_STATUS_ACCESS_DENIED/, 'the user is not allowed to write there, or the share demands what was not offered'],
  [/NT_STATUS_(OBJECT_NAME|OBJECT_PATH)_NOT_FOUND|NT_STATUS_NO_SUCH_FILE/, 'the folder or file is not there'],
  [/NT_STATUS_CONNECTION_REFUSED/, 'it refuses the connection'],
  [/NT_STATUS_(BAD_NETWORK_PATH|NOT_FOUND)/, 'its name is not known'],
  [/NT_STATUS_(IO_TIMEOUT|HOST_UNREACHABLE|NETWORK_UNREACHABLE|UNSUCCESSFUL)/, 'it does not answer'],
  [
    /NT_STATUS_(CONNECTION_DISCONNECTED|CONNECTION_RESET|CONNECTION_ABORTED|NETWORK_NAME_DELETED|PIPE_BROKEN|END_OF_FILE)/,
    'the connection broke off',
  ],
  [
    /NT_STATUS_(INVALID_NETWORK_RESPONSE|NOT_SUPPORTED|INVALID_PARAMETER)|protocol negotiation failed|encrypt/i,
    'it does not offer SMB 3 with encryption, or SMB 2 with signatures where those are enough',
  ],
  [
    /smbclient: not found/,
    'Samba’s client is missing on this server: try this place once, under Backups or with --test, which brings it',
  ],
];

/** What the last line of a listing says is free; undefined where it says nothing. */
export function freeBytesOf(listing: string): number | undefined {
  const [, , size, free] = /(\d+) blocks of size (\d+)\. (\d+) blocks available/.exec(listing) ?? [];
  return size === undefined || free === undefined ? undefined : Number(size) * Number(free);
}
