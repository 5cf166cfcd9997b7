import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { isReceiptCode, normalizeReceiptCode } from '../../../domain/subsidies/receipt-code.ts';
import { useWords } from '../../ui/react-language.ts';
import { reviewMessages } from '../messages/review-messages.ts';
import { PageTitle } from '../page-title.tsx';

/** Opens any application by its receipt code, for those who read. */
export default function LookupPage() {
  const words = useWords(reviewMessages);
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const open = (event: FormEvent) => {
    event.preventDefault();
    const code = normalizeReceiptCode(typed);
    if (isReceiptCode(code)) navigate(`/reviews/${code}`);
    else setWrong(true);
  };
  return (
    <>
      <PageTitle title={words.lookupTitle} />
      <form className="lookup" onSubmit={open} noValidate>
        <label className="field" htmlFor="receipt-code">
          {words.receiptCode}
        </label>
        <p id="receipt-code-hint" className="quiet">
          {words.lookupHint}
        </p>
        {wrong && (
          <p id="receipt-code-error" role="alert" className="field-error">
            {words.lookupWrong}
          </p>
        )}
        <input
          className="text-field"
          id="receipt-code"
          value={typed}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={wrong}
          aria-describedby={wrong ? 'receipt-code-hint receipt-code-error' : 'receipt-code-hint'}
          onChange={({ target }) => {
            setTyped(target.value);
            setWrong(false);
          }}
        />
        <Button type="primary" size="large" htmlType="submit">
          {words.lookup}
        </Button>
      </form>
    </>
  );
}
