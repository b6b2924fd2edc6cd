import { get } from './frame-view.ts';

interface PickedProduct {
  readonly id: string;
  readonly title: string;
  readonly image: string;
}

async function findProducts(text: string): Promise<PickedProduct[]> {
  const response = await fetch(`/store-data/products?query=${encodeURIComponent(text)}`);
  const { products }: { products: PickedProduct[] } = await response.json();
  return products;
}

function createRow(
  product: PickedProduct,
  isMultiple: boolean,
  chosen: Map<string, PickedProduct>,
): HTMLElement {
  const row = document.createElement('label');
  const input = document.createElement('input');
  input.type = isMultiple ? 'checkbox' : 'radio';
  input.name = 'picked';
  input.checked = chosen.has(product.id);
  input.addEventListener('change', () => {
    if (!isMultiple) chosen.clear();
    if (input.checked) chosen.set(product.id, product);
    else chosen.delete(product.id);
  });
  const image = document.createElement('img');
  image.src = product.image;
  image.alt = '';
  row.append(input, image, product.title);
  return row;
}

/** Lets the merchant choose products; undefined when the dialog is left without choosing, as Shopify's picker answers. */
export async function pickProducts(isMultiple: boolean): Promise<PickedProduct[] | undefined> {
  const dialog = get('picker');
  const search = get('picker-search');
  if (!(dialog instanceof HTMLDialogElement) || !(search instanceof HTMLInputElement)) return undefined;
  const chosen = new Map<string, PickedProduct>();
  const fill = async (): Promise<void> => {
    const products = await findProducts(search.value);
    get('picker-list').replaceChildren(...products.map((product) => createRow(product, isMultiple, chosen)));
  };
  search.oninput = () => void fill();
  await fill();
  dialog.returnValue = '';
  dialog.showModal();
  await new Promise<void>((resolve) => (dialog.onclose = () => resolve()));
  return dialog.returnValue === 'add' ? [...chosen.values()] : undefined;
}
