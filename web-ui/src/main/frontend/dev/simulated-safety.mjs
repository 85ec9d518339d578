// Keys, locks, backups, checks, pairing and diagnostics of the simulated hub.

const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
const qr = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 21 21" shape-rendering="crispEdges"><rect width="21" height="21" fill="#fff"/>${Array.from(
  { length: 441 },
  (_, i) =>
    (i * 7919) % 5 < 2
      ? `<rect x="${i % 21}" y="${Math.floor(i / 21)}" width="1" height="1" fill="#000"/>`
      : '',
).join('')}</svg>`;
const code = '7K3M9-QXT2B-0HJ4W-N8VZ6-PCR5D-YF1GA-S3E7K';

export function safetyRoutes(tell) {
  const vault = {
    state: 'open',
    opensWith: ['passphrase', 'recovery-code'],
    since: ago(300),
    autoUnlock: 'operating',
    waiting: null,
  };
  const keys = [
    {
      id: 'k1',
      kind: 'passphrase',
      label: 'Password of Anna',
      opens: ['operating', 'history'],
      made: ago(90_000),
      proven: true,
      removable: true,
    },
    {
      id: 'k2',
      kind: 'recovery-code',
      label: '',
      opens: ['operating', 'history'],
      made: ago(89_000),
      proven: false,
      removable: true,
    },
    {
      id: 'k3',
      kind: 'key-file',
      label: 'Key file on this machine',
      opens: ['operating'],
      made: ago(90_000),
      proven: true,
      removable: true,
    },
  ];
  const backup = (days, check, more = {}) => ({
    id: `hearth-${days}.backup`,
    made: ago(days * 1440 + 200),
    bytes: 48_300_000 - days * 300_000,
    contents: {
      devices: 16,
      blobs: 18_433,
      readings: 4_210_233,
      auditEntries: 912,
      storeBytes: 47_000_000,
    },
    check,
    ...more,
  });
  const backups = [
    backup(0, { state: 'proven', at: ago(199) }),
    backup(1, { state: 'by-digest', at: ago(1600), waiting: 1204 }),
    backup(7, { state: 'failed', at: ago(300), sentence: 'Its last 4 kB are missing.' }),
    backup(30, { state: 'not-yet' }, { contents: undefined }),
  ];
  const status = {
    health: 'good',
    sentence: 'The backup of today, 03:00 is on /mnt/backup and was checked.',
    lastGood: backups[0],
    next: new Date(Date.now() + 14 * 3_600_000).toISOString(),
  };
  let plan = {
    folder: '/mnt/backup/hearth',
    daily: '03:00',
    keep: { daily: 7, weekly: 4, monthly: 12 },
  };
  const retention = {
    home: { raw: 'P365D', rollUps: 'forever', cap: null },
    exceptions: [
      { device: 'urn:uuid:6f1c1c6e-8d3c-4f0e-9d3b-000000000012', raw: 'P7D', rollUps: 'P30D' },
    ],
  };
  let pairing = { open: false, tries: [] };
  let verification = null;
  const say = (name, data) => (tell(name, data), data);
  const lock = (state) => {
    Object.assign(vault, {
      state,
      since: ago(0),
      waiting: state === 'open' ? null : { readings: 1834 },
    });
    return say('vault', vault);
  };
  return {
    vault,
    routes: {
      'GET /api/v1/vault': () => [200, vault],
      'PATCH /api/v1/vault': ({ body }) => [200, say('vault', Object.assign(vault, body))],
      'POST /api/v1/unlock': ({ body }) => {
        if (body.passphrase !== 'correct horse')
          throw [403, 'That does not open this store. Try again.'];
        return [200, lock('open')];
      },
      'POST /api/v1/lock': () => [200, lock('past-locked')],
      'GET /api/v1/keys': () => [200, keys],
      'POST /api/v1/keys': ({ body }) => {
        const { passphrase, ...rest } = body;
        const key = {
          id: `k${Date.now()}`,
          label: '',
          opens: ['operating', 'history'],
          made: ago(0),
          proven: passphrase !== undefined,
          removable: true,
          ...rest,
        };
        keys.push(key);
        return [201, { key, ...(passphrase ? {} : { recoveryCode: { code, qr } }) }];
      },
      'DELETE /api/v1/keys/*': ({ at }) => (
        keys.splice(
          keys.findIndex((it) => it.id === at),
          1,
        ),
        [204]
      ),
      'POST /api/v1/keys/rotate': () => [
        200,
        { keys, remarks: ['Test the recovery code again, so that the next backup opens with it.'] },
      ],
      'POST /api/v1/keys/*/prove': ({ at, body }) => {
        const key = keys.find((it) => it.id === at);
        if (body?.recoveryCode && body.recoveryCode.replace(/\W/g, '') !== code.replace(/\W/g, ''))
          throw [400, 'That code is mistyped: its last group does not fit the others.'];
        key.proven = true;
        return [200, key];
      },
      'POST /api/v1/keys/*/rotate': ({ at }) => {
        const key = keys.find((it) => it.id === at);
        return [
          200,
          { key, ...(key.kind === 'recovery-code' ? { recoveryCode: { code, qr } } : {}) },
        ];
      },
      'POST /api/v1/password': () => [204],
      'GET /api/v1/backups': () => [200, { status, backups }],
      'POST /api/v1/backups': () => {
        status.running = { doing: 'writing', done: 20, all: 100 };
        setTimeout(() => (delete status.running, tell('backups', { ...status })), 2500);
        return [202, say('backups', { ...status })];
      },
      'POST /api/v1/backups/*/verify': () => {
        status.running = { doing: 'checking', done: 60, all: 100 };
        setTimeout(() => (delete status.running, tell('backups', { ...status })), 2500);
        return [202, say('backups', { ...status })];
      },
      'GET /api/v1/backups/plan': () => [200, plan],
      'PUT /api/v1/backups/plan': ({ body }) => [200, (plan = body)],
      'GET /api/v1/verify': () => [200, verification],
      'POST /api/v1/verify': () => {
        verification = {
          state: 'running',
          began: ago(0),
          progress: { table: 'chunk', done: 4000, all: 18_000 },
        };
        setTimeout(() => {
          verification = {
            state: 'damaged',
            began: ago(1),
            at: ago(0),
            rows: 18_433,
            opened: 18_432,
            locked: 0,
            erased: 12,
            auditEntries: 912,
            sentence: 'One block of the past is damaged; everything else is as it was written.',
            findings: [
              {
                file: 'history.db',
                table: 'chunk',
                row: 4711,
                device: 'd',
                title: 'Heat pump',
                sentence: 'About 512 readings of 3 May are lost. The rest goes on.',
              },
            ],
          };
          tell('verification', verification);
        }, 2000);
        return [202, verification];
      },
      'GET /api/v1/storage': () => [
        200,
        {
          bytes: 47_200_000,
          free: 21_400_000_000,
          cap: null,
          readings: 4_210_233,
          perDay: 410_000,
          inAYear: 197_000_000,
          fullOn: null,
        },
      ],
      'GET /api/v1/retention': () => [200, retention],
      'PUT /api/v1/retention': ({ body }) => ((retention.home = body), [200, retention]),
      'PUT /api/v1/retention/*': ({ at, body }) => {
        retention.exceptions = [
          ...retention.exceptions.filter((it) => it.device !== at),
          { device: at, ...body },
        ];
        return [200, retention];
      },
      'DELETE /api/v1/retention/*': ({ at }) => {
        retention.exceptions = retention.exceptions.filter((it) => it.device !== at);
        return [204];
      },
      'DELETE /api/v1/devices/*/past': ({ at }) => [
        200,
        {
          device: at,
          done: ['Its key was destroyed, and nothing of it was found in the files afterwards.'],
          remains: [
            'The backups of the last 30 days were made before and can still hold it: /mnt/backup/hearth.',
            'A worn flash disk may keep old copies of blocks; without the key they are noise.',
          ],
        },
      ],
      'GET /api/v1/audit/checkpoint': () => [
        200,
        {
          origin: 'hearth-x7k2.local',
          size: 912,
          root: 'Hn0dZ3bS5ynJ2xq0TLPzqkUjdOZz9e3kUkJpHnJbGkY=',
          note: 'hearth-x7k2.local/journal\n912\nHn0dZ3bS5ynJ2xq0TLPzqkUjdOZz9e3kUkJpHnJbGkY=\n\n— hearth-x7k2.local 9c1f2aP0bq1Wm2b8bQ==\n',
          verifier: 'hearth-x7k2.local+9c1f2a33+AT4vJ6R2',
        },
      ],
      'POST /api/v1/audit/verify': () => [
        200,
        {
          sound: true,
          size: 912,
          root: 'Hn0dZ3bS5ynJ2xq0TLPzqkUjdOZz9e3kUkJpHnJbGkY=',
          read: 912,
          erased: 0,
          locked: 0,
          sentence: 'All 912 entries are as they were written, and the last checkpoint fits them.',
          findings: [],
        },
      ],
      'GET /api/v1/pairing': () => [200, pairing],
      'POST /api/v1/pairing': () => [
        200,
        say(
          'pairing',
          (pairing = {
            open: true,
            opened: ago(0),
            closes: new Date(Date.now() + 120_000).toISOString(),
            tries: [
              {
                who: 'Hall lock',
                time: ago(0),
                outcome: 'wrong-secret',
                sentence: 'The device knows another secret. Check the label.',
              },
            ],
          }),
        ),
      ],
      'DELETE /api/v1/pairing': () => (
        say('pairing', (pairing = { ...pairing, open: false })),
        [204]
      ),
      'POST /api/v1/inbox/*/pair': () => [
        200,
        { sentence: 'Paired. It proves who it is from now on.' },
      ],
      'GET /api/v1/paired': () => [
        200,
        [
          {
            adapter: 'coap',
            peer: 'gw-b072bf',
            since: ago(40_000),
            proven: true,
            devices: ['Hall lamp', 'Blind'],
          },
        ],
      ],
      'GET /api/v1/scan': () => [200, null],
      'GET /api/v1/diagnostics/discovery': () => [
        200,
        {
          at: ago(0),
          parts: [
            {
              adapter: 'coap',
              places: [
                {
                  interface: 'eth0',
                  address: '192.168.1.4',
                  group: '224.0.1.187',
                  sent: [
                    { what: 'calls to everybody', count: 12, last: ago(2) },
                    { what: 'questions to one device', count: 88, last: ago(1) },
                  ],
                  heard: [{ what: 'answers', count: 95, last: ago(1) }],
                },
                {
                  interface: 'eth0',
                  address: 'fe80::1c2b:4dff:fe11:2%eth0',
                  sent: [],
                  heard: [],
                },
              ],
              ports: [
                { number: 5683, address: '0.0.0.0', ours: true },
                { number: 5684, address: '0.0.0.0', ours: false, holder: 'coap-server (pid 812)' },
              ],
              names: [],
              strange: [
                {
                  from: '192.168.1.77:5683',
                  last: ago(3),
                  times: 14,
                  why: 'It answered in a format that is not known here (65001)',
                  hex: '604512340ffe8801ff7b2274656d70223a32312e357d00a1b2c3d4e5f607',
                  length: 212,
                },
              ],
              strangeInAll: 3,
              advice: [
                {
                  code: 'port-taken',
                  sentence:
                    'Another program (coap-server) has port 5684, so secured devices cannot call. End it, or start Hearth with --coaps-port.',
                },
              ],
            },
            {
              adapter: 'mdns',
              places: [
                {
                  interface: 'eth0',
                  address: '192.168.1.4',
                  group: '224.0.0.251',
                  sent: [{ what: 'questions', count: 31, last: ago(5) }],
                  heard: [{ what: 'announcements', count: 204, last: ago(0) }],
                },
              ],
              ports: [{ number: 5353, address: '0.0.0.0', ours: true }],
              names: [{ wanted: 'hearth.local', used: 'hearth-2.local' }],
              strange: [],
              strangeInAll: 0,
              advice: [],
            },
          ],
        },
      ],
    },
  };
}
