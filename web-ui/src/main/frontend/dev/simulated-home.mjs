// A believable home for looking at the dashboard while it is being made. Never part of the build.

const uuid = (n) => `urn:uuid:6f1c1c6e-8d3c-4f0e-9d3b-${String(n).padStart(12, '0')}`;

const p = {
  on: { '@type': 'OnOffProperty', type: 'boolean', title: 'Power' },
  brightness: {
    '@type': 'BrightnessProperty',
    type: 'integer',
    title: 'Brightness',
    minimum: 0,
    maximum: 100,
    unit: '%',
  },
  color: { '@type': 'ColorProperty', type: 'string', title: 'Colour' },
  colorTemperature: {
    '@type': 'ColorTemperatureProperty',
    type: 'integer',
    title: 'White',
    minimum: 2200,
    maximum: 6500,
    multipleOf: 50,
    unit: 'kelvin',
  },
  temperature: {
    '@type': 'TemperatureProperty',
    type: 'number',
    title: 'Temperature',
    unit: 'Cel',
    readOnly: true,
  },
  humidity: {
    '@type': 'HumidityProperty',
    type: 'number',
    title: 'Humidity',
    unit: '%RH',
    readOnly: true,
  },
  target: {
    '@type': 'TargetTemperatureProperty',
    type: 'number',
    title: 'Target',
    unit: 'Cel',
    minimum: 5,
    maximum: 28,
    multipleOf: 0.5,
  },
  mode: {
    type: 'string',
    title: 'Mode',
    enum: ['auto', 'eco', 'boost', 'off'],
    '@type': 'ThermostatModeProperty',
  },
  power: {
    '@type': 'InstantaneousPowerProperty',
    type: 'number',
    title: 'Power now',
    unit: 'W',
    readOnly: true,
  },
  energy: {
    type: 'number',
    title: 'Energy',
    unit: 'Wh',
    readOnly: true,
    '@type': 'EnergyProperty',
  },
  open: { '@type': 'OpenProperty', type: 'boolean', title: 'Open', readOnly: true },
  motion: { '@type': 'MotionProperty', type: 'boolean', title: 'Motion', readOnly: true },
  lux: {
    type: 'number',
    title: 'Brightness',
    unit: 'lx',
    readOnly: true,
    '@type': 'IlluminanceProperty',
  },
  leak: { '@type': 'LeakProperty', type: 'boolean', title: 'Water', readOnly: true },
  smoke: { '@type': 'SmokeProperty', type: 'boolean', title: 'Smoke', readOnly: true },
  battery: {
    type: 'integer',
    title: 'Battery',
    unit: '%',
    readOnly: true,
    '@type': 'BatteryProperty',
  },
  level: {
    '@type': 'LevelProperty',
    type: 'integer',
    title: 'Position',
    minimum: 0,
    maximum: 100,
    unit: '%',
  },
  time: { type: 'string', title: 'time', readOnly: true },
  label: { type: 'string', title: 'Label', maxLength: 24 },
  hysteresis: { type: 'number', title: 'Hysteresis', unit: 'Cel', minimum: 0.1 },
};

export const rooms = [
  'Living room',
  'Kitchen',
  'Bedroom',
  'Bathroom',
  'Hallway',
  'Utility room',
].map((title, i) => ({ id: `room-${i + 1}`, title }));

const room = (title) => rooms.find((it) => it.title === title) ?? null;

let made = 0;
export function device(title, roomTitle, kind, type, properties, values, more = {}) {
  const n = ++made;
  const id = uuid(n);
  const time = new Date(Date.now() - (n % 5) * 70_000).toISOString();
  return {
    id,
    title,
    room: room(roomTitle),
    kind,
    adapter: 'coap',
    address: `192.168.1.${20 + n}:5683`,
    authenticated: n % 4 === 0,
    status: { state: 'online', since: new Date(Date.now() - 8 * 3600_000).toISOString() },
    description: {
      '@context': 'https://www.w3.org/2022/wot/td/v1.1',
      id,
      title,
      '@type': type,
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, own]) => [name, { ...p[name], ...own }]),
      ),
      ...(more.actions ? { actions: more.actions } : {}),
    },
    values: Object.fromEntries(Object.entries(values).map(([k, value]) => [k, { value, time }])),
    ...(more.status ? { status: more.status } : {}),
  };
}

export const devices = [
  device(
    'Floor lamp',
    'Living room',
    'light',
    'Light',
    { on: {}, brightness: {}, color: {} },
    { on: true, brightness: 62, color: '#ffb46b' },
  ),
  device(
    'Radiator',
    'Living room',
    'thermostat',
    'Thermostat',
    { temperature: {}, target: {}, mode: {}, battery: {}, hysteresis: {}, label: {} },
    {
      temperature: 21.43,
      target: 21.5,
      mode: 'auto',
      battery: 81,
      hysteresis: 0.3,
      label: 'south wall',
    },
  ),
  device('Garden blind', 'Living room', 'blind', 'WindowCovering', { level: {} }, { level: 60 }),
  device(
    'Television plug',
    'Living room',
    'plug',
    'SmartPlug',
    { on: {}, power: {}, energy: {} },
    { on: true, power: 84.2, energy: 128_400 },
  ),
  device(
    'Ceiling light',
    'Kitchen',
    'light',
    'Light',
    { on: {}, brightness: {}, colorTemperature: {} },
    { on: false, brightness: 80, colorTemperature: 2700 },
  ),
  device(
    'Kitchen window',
    'Kitchen',
    'window',
    'WindowSensor',
    { open: {}, battery: {} },
    { open: true, battery: 64 },
  ),
  device(
    'Dishwasher leak sensor',
    'Kitchen',
    'leak',
    'LeakSensor',
    { leak: {}, battery: {} },
    { leak: false, battery: 97 },
  ),
  device(
    'Climate',
    'Bedroom',
    'climate',
    'TemperatureSensor',
    { temperature: {}, humidity: {} },
    { temperature: 18.92, humidity: 47.3 },
  ),
  device(
    'Bedside lamp',
    'Bedroom',
    'light',
    'Light',
    { on: {}, brightness: {} },
    { on: false, brightness: 30 },
  ),
  device(
    'Bathroom climate',
    'Bathroom',
    'climate',
    'TemperatureSensor',
    {
      temperature: {},
      humidity: {},
      Co2: { type: 'number', unit: 'ppm', readOnly: true },
      pm2_5: { type: 'number', unit: 'ug/m3', readOnly: true },
    },
    { temperature: 22.1, humidity: 61, Co2: 640, pm2_5: 4 },
  ),
  device(
    'Front door',
    'Hallway',
    'door',
    'DoorSensor',
    { open: {}, battery: {} },
    { open: false, battery: 12 },
  ),
  device(
    'Hallway motion',
    'Hallway',
    'motion',
    'MotionSensor',
    { motion: {}, lux: {} },
    { motion: false, lux: 112 },
  ),
  device(
    'Smoke detector',
    'Hallway',
    'smoke',
    'SmokeSensor',
    { smoke: {}, battery: {} },
    { smoke: false, battery: 88 },
  ),
  device(
    'Heat pump',
    'Utility room',
    'heat-pump',
    'EnergyMonitor',
    { power: {}, energy: {}, on: {} },
    { power: 1214, energy: 3_204_000, on: true },
    {
      actions: {
        defrost: { title: 'Defrost now', description: 'Takes about ten minutes.' },
        boost: {
          title: 'Heat up',
          input: {
            type: 'object',
            required: ['target', 'minutes'],
            properties: {
              target: { title: 'Up to', type: 'number', unit: 'Cel', minimum: 30, maximum: 60 },
              minutes: { title: 'For how long', type: 'integer', unit: 'min', default: 30 },
              room: { type: 'string', enum: ['bath', 'kitchen'] },
              quiet: { title: 'Quietly', type: 'boolean' },
            },
          },
        },
      },
    },
  ),
  device(
    'Cellar sensor',
    'Utility room',
    'climate',
    'TemperatureSensor',
    { temperature: {}, humidity: {} },
    { temperature: 14.2, humidity: 71 },
    {
      status: {
        state: 'offline',
        since: new Date(Date.now() - 5 * 3600_000).toISOString(),
        reason: 'It has stopped answering. Its battery may be empty, or it is out of reach.',
      },
    },
  ),
  device(
    'coap-server',
    undefined,
    'unknown',
    undefined,
    { time: {}, about: { type: 'string', readOnly: true } },
    { time: 'Oct 28 14:05:22', about: 'This is a test server made with libcoap. '.repeat(40) },
  ),
];

const found = (n, kind, title, properties, more = {}) => ({
  id: `found-${n}`,
  kind,
  title,
  address: `192.168.1.${80 + n}:5683`,
  why: 'Answered a call to all CoAP devices on your network',
  seen: new Date(Date.now() - n * 40_000).toISOString(),
  acceptable: true,
  authenticated: false,
  properties,
  ...more,
});

export const inbox = [
  found(1, 'light', 'Desk lamp', ['Power', 'Brightness']),
  found(2, 'plug', 'Washing machine plug', ['Power', 'Power now', 'Energy']),
  found(3, 'window', 'Bathroom window', ['Open', 'Battery'], { authenticated: true }),
  found(5, 'lock', 'Hall lock', ['Locked', 'Battery'], {
    acceptable: false,
    why: 'Calls for a hub that knows its secret',
    pairing: {
      required: true,
      named: false,
      hint: 'The secret stands on the inside of the battery cover.',
    },
  }),
  found(4, 'printer', 'Brother HL-L2350DW', [], {
    acceptable: false,
    page: 'http://192.168.1.84/',
    because: 'they share an address',
    ways: [
      {
        adapter: 'mdns',
        address: '192.168.1.84:631',
        why: 'announces itself as a printer (_ipp._tcp)',
        seen: new Date().toISOString(),
      },
      {
        adapter: 'mdns',
        address: '192.168.1.84:80',
        why: 'announces a web page (_http._tcp)',
        seen: new Date().toISOString(),
      },
    ],
    why: 'Announces itself as a printer (_ipp._tcp)',
  }),
];

const who = { kind: 'person', name: 'Anna' };
let entries = 0;
export function deed(minutesAgo, actor, action, d, property, old, now, outcome = 'done', reason) {
  return {
    id: ++entries,
    time: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
    actor,
    action,
    ...(d ? { thing: { id: d.id, title: d.title } } : {}),
    ...(property ? { property } : {}),
    ...(old !== undefined ? { old } : {}),
    ...(now !== undefined ? { new: now } : {}),
    outcome,
    ...(reason ? { reason } : {}),
  };
}

export const activity = [
  deed(2900, who, 'setup'),
  deed(2890, who, 'accept-device', devices[0]),
  deed(2889, who, 'accept-device', devices[1]),
  deed(1600, { kind: 'person', name: 'Jonas' }, 'sign-in'),
  deed(1480, { kind: 'person', name: 'Jonas' }, 'write-property', devices[1], 'target', 20, 21.5),
  deed(
    700,
    { kind: 'device', name: 'Heat pump' },
    'write-property',
    devices[13],
    'on',
    false,
    true,
  ),
  deed(190, who, 'write-property', devices[8], 'on', true, false),
  deed(61, { kind: 'app', name: 'Sunrise' }, 'write-property', devices[2], 'level', 0, 60),
  deed(
    34,
    who,
    'write-property',
    devices[4],
    'on',
    false,
    true,
    'unreachable',
    'The ceiling light did not answer. It was last heard 12 minutes ago.',
  ),
  deed(6, who, 'write-property', devices[0], 'brightness', 40, 62),
].reverse();
