export interface Deed {
  readonly who: string;
  readonly action: string;
  /** Its title, '' where the deed is about none. */
  readonly thing: string;
  readonly property: string;
  /** The new value in words, '' when there is none. */
  readonly value: string;
  /** The old one. */
  readonly old: string;
  /** The room it was about, '' where it was about none. */
  readonly room: string;
  readonly isOnOff: boolean;
  readonly isOn: boolean;
  readonly done: boolean;
  /** A device that did something to itself, by a button on it or by its own rules. */
  readonly isItself: boolean;
}

/** Who did what, as a sentence without a full stop. */
export const enActivity = {
  hub: 'Hearth',
  operator: 'The operator of this hub',
  app: (name: string) => `The app ${name}`,
  rule: (name: string) => `The rule “${name}”`,
  schedule: (name: string) => `The schedule “${name}”`,
  from: (old: string) => `was ${old}`,

  outcome: {
    refused: 'It was refused.',
    unreachable: 'It did not answer.',
    failed: 'It did not work.',
    waiting: 'It sleeps, and is told when it wakes.',
  } as Record<string, string>,

  sentence(deed: Deed): string {
    const { who, done, property, value } = deed;
    const thing = deed.thing || 'a device';
    const tried = (did: string, todo: string) =>
      done ? `${who} ${did}` : `${who} tried to ${todo}`;
    switch (deed.action) {
      case 'write-property':
        if (deed.isItself) {
          if (deed.isOnOff) return `${who} turned itself ${deed.isOn ? 'on' : 'off'}`;
          return value
            ? `${who} set its ${property} to ${value}`
            : `${who} changed its ${property}`;
        }
        if (deed.isOnOff) {
          const way = deed.isOn ? 'on' : 'off';
          return tried(`turned ${way} ${thing}`, `turn ${way} ${thing}`);
        }
        return value
          ? tried(
              `set ${property} of ${thing} to ${value}`,
              `set ${property} of ${thing} to ${value}`,
            )
          : tried(`changed ${property} of ${thing}`, `change ${property} of ${thing}`);
      case 'invoke-action': {
        const action = property ? `“${property}”` : 'an action';
        return tried(`started ${action} on ${thing}`, `start ${action} on ${thing}`);
      }
      case 'sign-in':
        return done ? `${who} signed in` : `Somebody tried to sign in as ${who}`;
      case 'sign-out':
        return `${who} signed out`;
      case 'setup':
        return tried('became the owner of this home', 'become the owner of this home');
      case 'accept-device':
        return tried(`added ${thing}`, `add ${thing}`);
      case 'ignore-device':
        return tried(`chose to ignore ${thing}`, `ignore ${thing}`);
      case 'change-login':
        return tried(
          `changed the password kept for ${thing}`,
          `change the password kept for ${thing}`,
        );
      case 'change-device':
        return property
          ? tried(
              `said what ${property} of ${thing} is in`,
              `say what ${property} of ${thing} is in`,
            )
          : tried(`changed name or room of ${thing}`, `change name or room of ${thing}`);
      case 'remove-device':
        return tried(`removed ${thing}`, `remove ${thing}`);
      case 'change-room':
        if (!deed.room) return tried('changed this home', 'change this home');
        if (value === '') return tried(`removed the room “${deed.room}”`, 'remove a room');
        return deed.old
          ? tried(`called the room “${deed.old}” “${value}”`, 'rename a room')
          : tried(`made the room “${deed.room}”`, 'make a room');
      case 'add-by-address':
        return tried('looked for a device by address', 'look for a device by address');
      case 'open-pairing':
        return tried('opened the pairing window', 'open the pairing window');
      case 'close-pairing':
        return tried('closed the pairing window', 'close the pairing window');
      case 'pair-device':
        return tried(`paired ${thing}`, `pair ${thing}`);
      case 'forget-key':
        return tried(`forgot the key of ${thing}`, `forget the key of ${thing}`);
      case 'unlock':
        return tried('unlocked the past', 'unlock the past');
      case 'lock':
        return tried('locked the past', 'lock the past');
      case 'add-key':
        return tried('added a way to unlock', 'add a way to unlock');
      case 'remove-key':
        return tried('removed a way to unlock', 'remove a way to unlock');
      case 'change-key':
        return tried('changed what opens the store', 'change what opens the store');
      case 'prove-key':
        return tried('tested a way to unlock', 'test a way to unlock');
      case 'rotate-keys':
        return tried('gave the store a new master key', 'give the store a new master key');
      case 'erase-past':
        return tried(`deleted the past of ${thing}`, `delete the past of ${thing}`);
      case 'change-password':
        return tried('changed their password', 'change their password');
      case 'reset-password':
        return tried('set a password anew', 'set a password anew');
      case 'change-retention':
        return tried('changed how long the past is kept', 'change how long the past is kept');
      case 'trim-past':
        return tried('removed what was too old to keep', 'remove what was too old to keep');
      case 'clock':
        return `${who} noticed something about the clock`;
      case 'make-backup':
        return tried('made a backup', 'make a backup');
      case 'plan-backups':
        return tried('changed the plan of backups', 'change the plan of backups');
      case 'check-store':
        return tried('ran a check', 'run a check');
      case 'restore':
        return tried('brought this home back from a backup', 'bring this home back from a backup');
      case 'admit-person':
        return tried(
          `gave ${value || 'somebody'} access to this home`,
          `give ${value || 'somebody'} access`,
        );
      default: {
        const words = deed.action.replace(/[-_]+/g, ' ');
        return deed.thing ? `${who}: ${words}, ${deed.thing}` : `${who}: ${words}`;
      }
    }
  },
};
