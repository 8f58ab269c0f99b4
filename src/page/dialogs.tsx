import { ASSERTED_STATUSES } from '../domain/operation.ts';
import type { Catalogue } from './english.ts';
import { PAGE_WISHES, type PageWish } from './reader.ts';

/** Whether the API requires a reason. */
const REASON: Record<PageWish, 'required' | 'optional'> = {
  approve: 'optional',
  reject: 'required',
  cancel: 'optional',
  look: 'optional',
  end: 'required',
};

/** One dialog per wish. The page's script fills in the go-live concerned, and makes the API call. */
export function Dialogs({ say }: { say: Catalogue }) {
  return (
    <>
      {PAGE_WISHES.map((wish) => (
        <WishDialog key={wish} wish={wish} say={say} />
      ))}
    </>
  );
}

function WishDialog({ wish, say }: { wish: PageWish; say: Catalogue }) {
  const { title, confirm } = say.dialog[wish];
  const heading = `dialog-${wish}-title`;
  return (
    <dialog id={`dialog-${wish}`} aria-labelledby={heading}>
      <article>
        <form data-wish={wish}>
          <h2 id={heading}>{title}</h2>
          <p>
            <strong dir="auto" data-subject />
          </p>
          <Consequences wish={wish} say={say} />
          {wish === 'end' && (
            <label>
              {say.endAs}
              <select name="as" required>
                {ASSERTED_STATUSES.map((status) => (
                  <option key={status} value={status}>
                    {say.asserted[status]}
                  </option>
                ))}
              </select>
            </label>
          )}
          <Reason kind={REASON[wish]} say={say} />
          <p role="alert" data-failure />
          <div class="buttons">
            <button type="button" class="secondary" data-close>
              {say.back}
            </button>
            <button type="submit">{confirm}</button>
          </div>
        </form>
      </article>
    </dialog>
  );
}

/** What will happen. A cancel's effect depends on the go-live's progress, so the script shows the matching text. */
function Consequences({ wish, say }: { wish: PageWish; say: Catalogue }) {
  const { consequence } = say.dialog[wish];
  if (wish !== 'cancel') return <p>{consequence}</p>;
  return (
    <>
      <p data-when="before">{consequence}</p>
      <p data-when="submitted">{say.cancelSubmitted}</p>
      <p data-when="joined">{say.cancelJoined}</p>
    </>
  );
}

function Reason({ kind, say }: { kind: 'required' | 'optional'; say: Catalogue }) {
  return (
    <label>
      {kind === 'required' ? say.reasonRequired : say.reasonOptional}
      <textarea name="reason" maxLength={500} rows={3} required={kind === 'required'} dir="auto" />
    </label>
  );
}
