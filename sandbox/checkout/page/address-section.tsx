import type { CheckoutAddress } from '../checkout-shop.ts';
import { Select, TextField } from '../visuals/fields.tsx';
import { useSession, useSnapshot } from './session-context.ts';

type Field = Exclude<keyof CheckoutAddress, 'countryCode' | 'provinceCode'>;

const FIELDS: readonly { name: Field; label: string; autocomplete: string; isHalf?: true }[] = [
  { name: 'firstName', label: 'First name', autocomplete: 'given-name', isHalf: true },
  { name: 'lastName', label: 'Last name', autocomplete: 'family-name', isHalf: true },
  { name: 'company', label: 'Company (optional)', autocomplete: 'organization' },
  { name: 'address1', label: 'Address', autocomplete: 'address-line1' },
  { name: 'address2', label: 'Flat, suite, etc. (optional)', autocomplete: 'address-line2' },
  { name: 'zip', label: 'Postcode', autocomplete: 'postal-code', isHalf: true },
  { name: 'city', label: 'City', autocomplete: 'address-level2', isHalf: true },
  { name: 'phone', label: 'Phone (optional)', autocomplete: 'tel' },
];

/** The delivery address. A field is saved when it is left; the country also decides currency and prices. */
export function AddressSection() {
  const session = useSession();
  const { checkout } = useSnapshot();
  const address = checkout.shippingAddress ?? {};
  const save = (change: CheckoutAddress) =>
    void session.change({ type: 'updateShippingAddress', address: change });
  return (
    <div className="fields" data-testid="address-form">
      <Select
        options={{
          label: 'Country/Region',
          value: address.countryCode ?? checkout.countryCode,
          isDisabled: false,
          onChange: (countryCode) => save({ countryCode }),
        }}
      >
        {session.data.countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </Select>
      {FIELDS.map(({ name, label, autocomplete, isHalf }) => (
        <div key={name} className={isHalf === true ? 'field-half' : undefined} data-field={name}>
          <TextField
            options={{
              label,
              autocomplete,
              value: address[name] ?? '',
              isDisabled: false,
              onChange: (value) => save({ [name]: value }),
            }}
          />
        </div>
      ))}
    </div>
  );
}
