// A hub that is only a page's width deep: the contract of openapi.yaml over a simulated home, as a
// Vite plugin. `POST /dev/…` makes things happen: alarm, calm, flood, break, empty, reset.
import { activity, deed, device, devices, inbox, rooms } from './simulated-home.mjs';
import { historyOf } from './simulated-past.mjs';
import { safetyRoutes } from './simulated-safety.mjs';

export const csp =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

export function simulatedHub() {
  const answer = makeHub();
  return {
    name: 'simulated-hub',
    configureServer: (server) => void server.middlewares.use(answer),
    configurePreviewServer: (server) =>
      void server.middlewares.use((request, response, next) => {
        response.setHeader('Content-Security-Policy', csp);
        answer(request, response, next);
      }),
  };
}

function makeHub() {
  const listeners = new Set();
  const ignored = [];
  let owner = null;
  let isNew = false;
  let signedIn = null;
  let broken = false;
  let flood;

  const session = () => ({
    setup: !owner ? 'needed' : signedIn && isNew ? 'recovery-code' : 'done',
    resident: signedIn ? { id: 'r1', name: signedIn, role: 'owner' } : null,
    home: { title: 'Our home', timeZone: 'Europe/Berlin', demo: true, version: '0.1.0' },
  });
  const tell = (name, data) => {
    for (const it of listeners) it.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const withoutValues = ({ values, ...rest }) => rest;
  const read = (d, property, value) => {
    const time = new Date().toISOString();
    d.values[property] = { value, time };
    tell('readings', { device: d.id, readings: [{ property, value, time }] });
  };
  const danger = (is) => {
    for (const d of devices)
      for (const name of ['smoke', 'leak']) if (d.values[name]) read(d, name, is);
  };
  const happened = (...about) => {
    const entry = deed(0, { kind: 'person', name: signedIn ?? 'Anna' }, ...about);
    activity.unshift(entry);
    tell('activity', entry);
  };
  const roomBy = (title) => {
    if (!title) return null;
    let room = rooms.find((it) => it.title.toLowerCase() === title.toLowerCase());
    if (!room) {
      rooms.push((room = { id: `room-${Date.now()}`, title }));
      tell('rooms', rooms);
    }
    return room;
  };

  const safety = safetyRoutes((name, data) => tell(name, data));
  const routes = {
    ...safety.routes,
    'POST /api/v1/setup': ({ body }) => {
      if (body.code !== '7K3M-9QXT')
        throw [403, 'That is not the setup code. Look where Hearth was started and type it again.'];
      owner = { name: body.name, password: body.password };
      signedIn = body.name;
      isNew = true;
      return [201, session()];
    },
    'GET /api/v1/session': () => [200, session()],
    'POST /api/v1/session': ({ body }) => {
      owner ??= { name: 'Anna', password: 'correct horse' };
      if (body.password !== owner.password)
        throw [401, 'Name and password do not belong together. Try again.'];
      signedIn = body.name;
      return [201, session()];
    },
    'DELETE /api/v1/session': () => ((signedIn = null), [204]),
    'GET /api/v1/inbox': () => [200, inbox],
    'POST /api/v1/inbox': ({ body }) => {
      setTimeout(() => {
        const entry = {
          id: `found-${Date.now()}`,
          kind: 'sensor',
          title: 'Weather station',
          address: body.address,
          why: 'Answered at the address you typed',
          seen: new Date().toISOString(),
          acceptable: true,
          authenticated: false,
          properties: ['Temperature', 'Wind'],
        };
        inbox.unshift(entry);
        tell('inbox', entry);
      }, 1500);
      return [202];
    },
    'GET /api/v1/ignored': () => [200, ignored],
    'DELETE /api/v1/ignored/*': ({ at }) => {
      const [it] = ignored.splice(
        ignored.findIndex((it) => it.id === at),
        1,
      );
      setTimeout(() => (inbox.unshift(it.entry), tell('inbox', it.entry)), 1500);
      return [204];
    },
    'DELETE /api/v1/inbox/*': ({ at }) => {
      const [entry] = inbox.splice(
        inbox.findIndex((it) => it.id === at),
        1,
      );
      ignored.unshift({ id: at, title: entry.title, since: new Date().toISOString(), entry });
      tell('inbox-removed', { id: at });
      return [204];
    },
    'POST /api/v1/inbox/*/accept': ({ at, body }) => {
      const i = inbox.findIndex((it) => it.id === at);
      if (i < 0) throw [404, 'This device has gone from the inbox.'];
      const [entry] = inbox.splice(i, 1);
      const room = roomBy(body.room);
      const d = device(
        body.title ?? entry.title,
        room?.title,
        entry.kind,
        undefined,
        { on: {}, power: {} },
        { on: false, power: 0 },
      );
      devices.push(d);
      tell('device', withoutValues(d));
      tell('inbox-removed', { id: at });
      happened('accept-device', d);
      return [201, d];
    },
    'GET /api/v1/rooms': () => [200, rooms],
    'POST /api/v1/rooms': ({ body }) => [201, roomBy(body.title)],
    'PATCH /api/v1/rooms/*': ({ at, body }) => {
      const room = rooms.find((it) => it.id === at);
      room.title = body.title;
      tell('rooms', rooms);
      for (const d of devices) if (d.room?.id === at) tell('device', withoutValues(d));
      return [200, room];
    },
    'DELETE /api/v1/rooms/*': ({ at }) => {
      rooms.splice(
        rooms.findIndex((it) => it.id === at),
        1,
      );
      tell('rooms', rooms);
      for (const d of devices)
        if (d.room?.id === at) ((d.room = null), tell('device', withoutValues(d)));
      return [204];
    },
    'GET /api/v1/devices': () => [200, devices],
    'PATCH /api/v1/devices/*': ({ at, body }) => {
      const d = devices.find((it) => it.id === at);
      if (body.title) d.title = body.title;
      if ('room' in body) d.room = roomBy(body.room);
      tell('device', withoutValues(d));
      happened('change-device', d);
      return [200, d];
    },
    'DELETE /api/v1/devices/*': ({ at }) => {
      const [d] = devices.splice(
        devices.findIndex((it) => it.id === at),
        1,
      );
      tell('device-removed', { id: at });
      happened('remove-device', d);
      return [204];
    },
    'GET /api/v1/activity': ({ query }) => {
      if (safety.vault.state === 'past-locked') throw [423, 'The past is locked.'];
      const before = Number(query.get('before') ?? Infinity);
      return [
        200,
        activity.filter((it) => it.id < before).slice(0, Number(query.get('limit') ?? 100)),
      ];
    },
    'PUT /things/*/properties/*': async ({ at, name, body }) => {
      const d = devices.find((it) => it.id === at);
      const old = d.values[name]?.value;
      await new Promise((resolve) => setTimeout(resolve, 500));
      if (d.title === 'Ceiling light') {
        await new Promise((resolve) => setTimeout(resolve, 1500));
        happened(
          'write-property',
          d,
          name,
          old,
          body,
          'unreachable',
          'The ceiling light did not answer.',
        );
        throw [504, 'The ceiling light did not answer. It was last heard 12 minutes ago.'];
      }
      read(d, name, body);
      happened('write-property', d, name, old, body);
      return [204];
    },
    'POST /things/*/actions/*': async ({ at, name }) => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      happened(
        'invoke-action',
        devices.find((it) => it.id === at),
        name,
      );
      return [204];
    },
    'GET /api/v1/history': ({ query }) => {
      if (safety.vault.state === 'past-locked')
        throw [423, 'The past is locked. Unlock it with your password or the recovery code.'];
      const series = query.getAll('series').map((it) => it.split(/\/(?=[^/]*$)/));
      return [
        200,
        {
          series: series.map(([id, name]) =>
            historyOf(
              devices.find((it) => it.id === id),
              name,
              query,
            ),
          ),
        },
      ];
    },
    'PATCH /api/v1/devices/*/properties/*': ({ at, name, body }) => {
      const d = devices.find((it) => it.id === at);
      d.description.properties[name].unit = body.unit ?? undefined;
      return [200, structuredClone(d)];
    },
    'POST /dev/finished': () => ((isNew = false), [204]),
    'POST /dev/alarm': () => (danger(true), [204]),
    'POST /dev/calm': () => (danger(false), [204]),
    'POST /dev/flood': () => {
      clearInterval(flood);
      let n = 0;
      flood = setInterval(() => {
        for (let i = 0; i < 50; i++) {
          const d = devices[n++ % devices.length];
          if (d.values.temperature) read(d, 'temperature', 15 + Math.random() * 10);
          else if (d.values.power) read(d, 'power', Math.random() * 2000);
        }
      }, 50);
      return [204];
    },
    'POST /dev/break': () => {
      broken = true;
      for (const it of listeners) it.end();
      return [204];
    },
    'POST /dev/mend': () => ((broken = false), [204]),
    'POST /dev/reset': () => ((owner = signedIn = null), clearInterval(flood), [204]),
    'POST /dev/empty': () => (
      devices.splice(0),
      rooms.splice(0),
      activity.splice(0),
      inbox.splice(0),
      tell('gap', {}),
      [204]
    ),
  };

  setInterval(() => {
    for (const d of devices) {
      if (d.status.state !== 'online' || Math.random() > 0.4) continue;
      const { temperature, power, humidity, time } = d.values;
      if (temperature)
        read(
          d,
          'temperature',
          Math.round((temperature.value + (Math.random() - 0.5) * 0.1) * 100) / 100,
        );
      if (humidity)
        read(d, 'humidity', Math.round((humidity.value + (Math.random() - 0.5)) * 10) / 10);
      if (power?.value)
        read(
          d,
          'power',
          Math.max(1, Math.round((power.value + (Math.random() - 0.5) * 8) * 10) / 10),
        );
      if (time) read(d, 'time', new Date().toString().slice(4, 24));
    }
  }, 2000).unref();

  return async (request, response, next) => {
    const url = new URL(request.url, 'http://localhost');
    const path = decodeURIComponent(url.pathname);
    if (!/^\/(api|things|dev)\//.test(path) || path.startsWith('/dev/simulated')) return next();
    const say = (status, body, type = 'application/json') => {
      response.writeHead(status, body === undefined ? {} : { 'Content-Type': type });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    };
    const problem = (status, detail) =>
      say(
        status,
        { type: 'about:blank', title: 'Problem', status, detail },
        'application/problem+json',
      );
    const isOpen = /\/(setup|session|vault)$/.test(path) || path.startsWith('/dev/');
    if (broken && !path.startsWith('/dev/')) return response.destroy();
    if (!isOpen && !signedIn) return problem(401, 'Sign in first.');
    if (path === '/api/v1/events') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      response.write(
        `event: hello\ndata: ${JSON.stringify({ version: '0.1.0', time: new Date() })}\n\n`,
      );
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
      return undefined;
    }
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const sent = Buffer.concat(chunks).toString();
    for (const [route, act] of Object.entries(routes)) {
      const [method, pattern] = route.split(' ');
      const match = new RegExp(`^${pattern.replaceAll('*', '([^/]+)')}$`).exec(path);
      if (method !== request.method || !match) continue;
      try {
        const [status, body] = await act({
          at: match[1],
          name: match[2],
          query: url.searchParams,
          body: sent ? JSON.parse(sent) : undefined,
        });
        return say(status, body);
      } catch (failure) {
        return Array.isArray(failure) ? problem(...failure) : problem(500, String(failure));
      }
    }
    return problem(404, 'There is nothing at this address.');
  };
}
