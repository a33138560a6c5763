import { Image } from 'lucide-react'
import { useState } from 'react'
import './product-picture.css'

/** A product's picture from the app's picture folder, or a quiet stand-in. `size` in px. */
export const ProductPicture = ({ picture, size }: { picture: string | null; size: number | 'row' }) => {
  const [broken, setBroken] = useState<string | null>(null)
  const style = size === 'row' ? {} : { width: size, height: size }
  const className = `product-picture ${size === 'row' ? 'product-picture-row' : ''}`
  if (picture === null || broken === picture) {
    return (
      <span className={`${className} product-picture-none`} style={style} aria-hidden>
        <Image />
      </span>
    )
  }
  return (
    <img
      className={className}
      style={style}
      src={`/pictures/${picture}`}
      alt=""
      draggable={false}
      onError={() => setBroken(picture)}
    />
  )
}
