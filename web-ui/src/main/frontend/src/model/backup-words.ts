import type { Backup } from '../api/types.js';
import { text } from '../text/text.js';
import { countText } from './sizes.js';

/** What is known of a backup: whether it was read back, and what came of it. */
export function checkWords({ check }: Backup): string {
  const words = text.backups;
  switch (check.state) {
    case 'proven':
      return words.proven;
    case 'by-digest':
      return [check.sentence, words.byDigest(countText(check.waiting ?? 0))]
        .filter((it) => it)
        .join(' ');
    case 'of-damaged-store':
      return words.ofDamaged(countText(check.damaged ?? 0));
    case 'failed':
      return check.sentence ?? words.damaged;
    case 'not-yet':
      return words.unchecked;
  }
}
