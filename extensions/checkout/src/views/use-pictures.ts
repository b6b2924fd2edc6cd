import { useSettings } from '@shopify/ui-extensions-react/checkout';

/** Whether the merchant wants pictures beside offers; they do where they have not said. */
export function usePictures(): boolean {
  const { show_pictures: hasPictures = true } = useSettings<{ show_pictures: boolean }>();
  return hasPictures;
}
