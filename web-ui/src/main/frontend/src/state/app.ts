import { hub, whenSignedOut } from '../api/hub.js';
import { HubProblem, isLocked } from '../api/problem.js';
import type { Session } from '../api/types.js';
import { useTimeZone } from '../model/times.js';
import { Commands } from './commands.js';
import { HomeState } from './home-state.js';
import { LiveHome } from './live-home.js';
import { Notices } from './notices.js';
import { Preferences } from './preferences.js';
import { Router } from './router.js';
import { Topics } from './topics.js';

/** The one of each that this page has. */
export const topics = new Topics((flush) => void requestAnimationFrame(flush));
export const home = new HomeState(topics);
export const commands = new Commands(home, hub.write, hub.commandStatus);
export const router = new Router(topics);
export const preferences = new Preferences(topics);
export const notices = new Notices(topics);
const live = new LiveHome(home, () => {
  hub.session().then(enter, (failure: unknown) => {
    if (isLocked(failure)) void begin();
  });
});

/** Takes over what the hub says about this browser, and opens or closes the stream accordingly. */
export function enter(session: Session): void {
  useTimeZone(session.home.timeZone);
  home.signedIn(session);
  if (session.resident) live.start();
  else live.stop();
}

/** Asks the hub who is here until it answers, or until it turns out to be locked as a whole. */
export async function begin(): Promise<void> {
  for (let wait = 1000; ; wait = Math.min(wait * 2, 8000)) {
    try {
      return enter(await hub.session());
    } catch (failure) {
      const isSilent = failure instanceof HubProblem;
      if (!isSilent) throw failure;
      if (failure.isLocked) {
        const vault = await hub.vault().catch(() => undefined);
        if (vault) home.hubIsClosed(vault);
        if (vault?.state === 'locked') return live.stop();
      }
      home.connected({ state: 'lost', since: new Date() });
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

export async function signOut(): Promise<void> {
  await hub.signOut();
  router.go('/', { replace: true });
  enter(await hub.session());
}

whenSignedOut(() => {
  if (home.session) enter({ ...home.session, resident: null });
});
