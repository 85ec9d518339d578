import { enActivity } from './en-activity.js';
import { enPages } from './en-pages.js';
import { enHome } from './en-home.js';
import { enFinding } from './en-finding.js';
import { enKeys } from './en-keys.js';
import { enSafety } from './en-safety.js';
import { enUnits } from './en-units.js';

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

export const en = {
  ...enHome,
  ...enPages,
  ...enKeys,
  ...enSafety,
  ...enFinding,
  activity: enActivity,
  units: enUnits,

  and: 'and',
  places: {
    home: 'Home',
    history: 'History',
    activity: 'Activity',
    more: 'More',
    devices: 'Devices',
    inbox: 'Found devices',
    rooms: 'Rooms',
    add: 'Add by address',
    main: 'Places',
    skip: 'Skip to the page',
  },

  problem: {
    hubSilent: 'Your hub did not answer. Check that it is switched on and on the same network.',
    unexplained: (status: number) => `The hub said no and did not say why (${status}). Try again.`,
    ours: 'Something on this page went wrong. Load it again; your home is not affected.',
    tryAgain: 'Try again',
  },

  connection: {
    connecting: 'Connecting to your hub…',
    lost: (since: string) => `No connection to your hub since ${since}. Trying again…`,
    lostDetail: 'What you see is what it was then.',
  },

  time: {
    today: 'Today',
    yesterday: 'Yesterday',
    justNow: 'just now',
    seconds: (n: number) => `${n} s ago`,
    minutes: (n: number) => `${n} min ago`,
    at: (time: string) => time,
    yesterdayAt: (time: string) => `yesterday, ${time}`,
    forSeconds: (n: number) => `for ${n} s`,
    forMinutes: (n: number) => `for ${n} min`,
    since: (moment: string) => `since ${moment}`,
    lastingSeconds: (n: number) => `${n} s`,
    lastingMinutes: (n: number) => `${n} min`,
    lastingHours: (hours: number, minutes: number) =>
      minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`,
    lastingDays: (n: number) => `${n} days`,
    onDay: (day: string, time: string) => `${day}, ${time}`,
  },

  value: {
    none: '–',
    whole: (n: number) => `Show all ${n} characters`,
    less: 'Show less',
    open: 'Open',
    closed: 'Closed',
    partlyOpen: (percent: number) => `${percent}\u202f% open`,
    state(meaning: string, is: boolean, kind: string): string {
      switch (meaning) {
        case 'OnOffProperty':
          return is ? 'On' : 'Off';
        case 'OpenProperty':
          return is ? 'Open' : 'Closed';
        case 'LockedProperty':
          return is ? 'Locked' : 'Unlocked';
        case 'MotionProperty':
          return is ? 'Motion' : 'No motion';
        case 'LeakProperty':
          return is ? 'Water' : 'Dry';
        case 'SmokeProperty':
          return is ? 'Smoke' : 'No smoke';
        case 'AlarmProperty':
          return is ? 'Alarm' : 'No alarm';
        case 'PushedProperty':
          return is ? 'Pressed' : 'Not pressed';
        default:
          return kind === 'light' || kind === 'plug' || kind === 'switch'
            ? is
              ? 'On'
              : 'Off'
            : is
              ? 'Yes'
              : 'No';
      }
    },
  },

  command: {
    sending: 'On its way…',
    setting: (value: string) => `Setting to ${value}…`,
    turningOn: 'Turning on…',
    turningOff: 'Turning off…',
    confirmed: 'Done',
    failed: 'That did not happen.',
    waiting: 'It sleeps. It is told when it wakes.',
    tryAgain: 'Try again',
    run: 'Start',
    choose: 'Start…',
    cancel: 'Leave it',
    optional: 'if you like',
    needed: (field: string) => `${field} is needed.`,
    notOne: (field: string, limits: string) => `${field} must be a number${limits}.`,
    limits: (min?: number, max?: number) =>
      min !== undefined && max !== undefined
        ? ` from ${min} to ${max}`
        : min !== undefined
          ? ` of ${min} or more`
          : max !== undefined
            ? ` of ${max} or less`
            : '',
    notAskable: 'It needs details that this page cannot ask for.',
    unknown: (title: string) => `${title}, no value yet`,
    increase: (title: string) => `${title}: more`,
    decrease: (title: string) => `${title}: less`,
    openFully: 'Open',
    closeFully: 'Close',
    save: 'Save',
    set: 'Set',
  },

  kind: {
    light: 'Light',
    plug: 'Smart plug',
    switch: 'Switch',
    thermostat: 'Thermostat',
    door: 'Door sensor',
    window: 'Window sensor',
    motion: 'Motion sensor',
    leak: 'Leak sensor',
    smoke: 'Smoke detector',
    climate: 'Climate sensor',
    blind: 'Blind',
    solar: 'Solar panels',
    'heat-pump': 'Heat pump',
    sensor: 'Sensor',
    printer: 'Printer',
    speaker: 'Speaker',
    energy: 'Energy meter',
    lock: 'Lock',
    camera: 'Camera',
    bridge: 'Bridge',
    display: 'Display',
    unknown: 'Device',
  } as Record<string, string>,

  devicesCount: (n: number) => count(n, 'device', 'devices'),
};
