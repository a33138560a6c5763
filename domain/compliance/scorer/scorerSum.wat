;; What the pieces of a sentence add to the scores. The same as findUnits, findSounds, findRows and addFound of scoreText.ts,
;; which stay for where no WebAssembly can be made; what they mean is told there.
;;
;; Memory: classes of folded units from 0; at 131072 the sums, seventeen numbers; everything else where `tables` and `room` say.
;; Made into scorerSumCode.ts by `node scripts/wasm/buildWasm.ts`.
(module
  (memory (export "memory") 3)

  (global $gate (mut i32) (i32.const 0))
  (global $gateShift (mut i32) (i32.const 0))
  (global $slots (mut i32) (i32.const 0))
  (global $slotsEnd (mut i32) (i32.const 0))
  (global $slotShift (mut i32) (i32.const 0))
  (global $rows (mut i32) (i32.const 0))
  (global $edgeSound (mut i32) (i32.const 0))
  (global $units (mut i32) (i32.const 0))
  (global $sounds (mut i32) (i32.const 0))
  (global $found (mut i32) (i32.const 0))
  (global $codes (mut i32) (i32.const 0))

  (func (export "tables") (param $gateAt i32) (param $gateShiftIs i32) (param $slotsAt i32) (param $slotShiftIs i32) (param $rowsAt i32) (param $edgeSoundIs i32)
    (global.set $gate (local.get $gateAt))
    (global.set $gateShift (local.get $gateShiftIs))
    (global.set $slots (local.get $slotsAt))
    (global.set $slotsEnd (local.get $rowsAt))
    (global.set $slotShift (local.get $slotShiftIs))
    (global.set $rows (local.get $rowsAt))
    (global.set $edgeSound (local.get $edgeSoundIs)))

  (func (export "room") (param $unitsAt i32) (param $soundsAt i32) (param $foundAt i32) (param $codesAt i32)
    (global.set $units (local.get $unitsAt))
    (global.set $sounds (local.get $soundsAt))
    (global.set $found (local.get $foundAt))
    (global.set $codes (local.get $codesAt)))

  (func $hashOf (param $code i32) (result i32)
    (i32.mul
      (i32.xor (local.get $code) (i32.shr_u (local.get $code) (i32.const 15)))
      (i32.const 0x9e3779b1)))

  ;; Writes a code down, and gives where the next one goes: over it when the gate does not let it through.
  (func $note (param $code i32) (param $out i32) (result i32)
    (local $bit i32)
    (i32.store (local.get $out) (local.get $code))
    (local.set $bit (i32.shr_u (call $hashOf (local.get $code)) (global.get $gateShift)))
    (i32.add (local.get $out) (i32.shl (i32.and (i32.const 1) (i32.shr_u
      (i32.load8_u (i32.add (global.get $gate) (i32.shr_u (local.get $bit) (i32.const 3))))
      (i32.and (local.get $bit) (i32.const 7)))) (i32.const 2))))

  (func $slotOf (param $code i32) (result i32)
    (i32.add (global.get $slots)
      (i32.shl (i32.shr_u (call $hashOf (local.get $code)) (global.get $slotShift)) (i32.const 3))))

  ;; The row of a class; rows are 20 bytes.
  (func $rowOf (param $class i32) (result i32)
    (i32.add (global.get $rows) (i32.mul (local.get $class) (i32.const 20))))

  ;; Adds up the rows of all pieces of a sentence, which stands so in the units and in the sounds; gives the square of the length
  ;; of their rarities.
  (func (export "sum") (param $at i32) (param $to i32) (param $sound i32) (param $soundTo i32) (result f64)
    (local $before i32) (local $second i32) (local $third i32) (local $next i32) (local $pair i32)
    (local $out i32) (local $found i32) (local $code i32) (local $held i32) (local $isFirst i32) (local $end i32)
    (local $touched i32) (local $last i32) (local $squares i32) (local $rarity i32) (local $square f64)
    (local $low v128) (local $high v128)
    (local.set $out (global.get $codes))
    (local.set $found (global.get $found))

    ;; As written.
    (local.set $at (i32.add (global.get $units) (i32.shl (local.get $at) (i32.const 1))))
    (local.set $to (i32.add (global.get $units) (i32.shl (local.get $to) (i32.const 1))))
    (local.set $before (i32.const 1))
    (local.set $isFirst (i32.const 0))
    (i32.store (local.get $found) (call $rowOf (i32.const 1)))
    (local.set $found (i32.add (local.get $found) (i32.const 4)))
    (block $written
      (br_if $written (i32.ge_u (local.get $at) (local.get $to)))
      (loop $unit
        (local.set $next (i32.load16_u (i32.shl (i32.load16_u (local.get $at)) (i32.const 1))))
        (i32.store (local.get $found) (call $rowOf (local.get $next)))
        (local.set $found (i32.add (local.get $found) (i32.const 4)))
        (local.set $out (call $note
          (i32.or (i32.shl (local.get $before) (i32.const 13)) (local.get $next)) (local.get $out)))
        (local.set $out (call $note
          (i32.or (i32.const 0x4000000) (i32.or (i32.shl (local.get $second) (i32.const 13)) (local.get $next))) (local.get $out)))
        (local.set $out (call $note
          (i32.or (i32.const 0x4000000) (i32.or (i32.shl (local.get $third) (i32.const 13)) (local.get $next))) (local.get $out)))
        (local.set $third (local.get $second))
        ;; The beginning is no piece with a gap: the first time what stood before is none.
        (local.set $second (i32.mul (local.get $before) (local.get $isFirst)))
        (local.set $isFirst (i32.const 1))
        (local.set $before (local.get $next))
        (local.set $at (i32.add (local.get $at) (i32.const 2)))
        (br_if $unit (i32.lt_u (local.get $at) (local.get $to)))))
    (i32.store (local.get $found) (call $rowOf (i32.const 2)))
    (local.set $found (i32.add (local.get $found) (i32.const 4)))
    (local.set $out (call $note
      (i32.or (i32.shl (local.get $before) (i32.const 13)) (i32.const 2)) (local.get $out)))

    ;; As heard; after the last sound comes the end.
    (local.set $at (i32.add (global.get $sounds) (i32.shl (local.get $sound) (i32.const 1))))
    (local.set $to (i32.add (global.get $sounds) (i32.shl (local.get $soundTo) (i32.const 1))))
    (local.set $before (global.get $edgeSound))
    (local.set $pair (local.get $before))
    (loop $heard
      (local.set $next (i32.load16_u (local.get $at)))
      (if (i32.eq (local.get $at) (local.get $to))
        (then (local.set $next (i32.add (global.get $edgeSound) (i32.const 1)))))
      (local.set $code (i32.or (i32.const 0x10000000)
        (i32.or (i32.shl (local.get $pair) (i32.const 9)) (local.get $next))))
      (local.set $pair (i32.or (i32.shl (local.get $before) (i32.const 9)) (local.get $next)))
      (local.set $out (call $note (i32.or (i32.const 0x8000000) (local.get $pair)) (local.get $out)))
      (local.set $out (call $note (local.get $code) (local.get $out)))
      (local.set $before (local.get $next))
      (local.set $at (i32.add (local.get $at) (i32.const 2)))
      (br_if $heard (i32.le_u (local.get $at) (local.get $to))))

    ;; Touched first, one after the other without a condition, so that memory fetches many slots at a time.
    (local.set $at (global.get $codes))
    (block $none
      (br_if $none (i32.eq (local.get $at) (local.get $out)))
      (loop $touch
        (local.set $touched (i32.or (local.get $touched) (i32.load (call $slotOf (i32.load (local.get $at))))))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br_if $touch (i32.lt_u (local.get $at) (local.get $out))))
      (i32.store (i32.const 131140) (local.get $touched))
      (local.set $at (global.get $codes))
      (loop $look
        (local.set $code (i32.load (local.get $at)))
        (local.set $to (call $slotOf (local.get $code)))
        (block $known
          (loop $probe
            (local.set $held (i32.load (local.get $to)))
            (br_if $known (i32.eq (local.get $held) (local.get $code)))
            (br_if $known (i32.eqz (local.get $held)))
            (local.set $to (i32.add (local.get $to) (i32.const 8)))
            (if (i32.eq (local.get $to) (global.get $slotsEnd)) (then (local.set $to (global.get $slots))))
            (br $probe)))
        (i32.store (local.get $found)
          (i32.add (global.get $rows) (i32.load offset=4 (local.get $to))))
        (local.set $found (i32.add (local.get $found)
          (i32.shl (i32.eq (local.get $held) (local.get $code)) (i32.const 2))))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br_if $look (i32.lt_u (local.get $at) (local.get $out)))))

    (v128.store (i32.const 131072) (v128.const i32x4 0 0 0 0))
    (v128.store (i32.const 131088) (v128.const i32x4 0 0 0 0))
    (v128.store (i32.const 131104) (v128.const i32x4 0 0 0 0))
    (v128.store (i32.const 131120) (v128.const i32x4 0 0 0 0))
    ;; So many at once that sixteen bits hold the sums.
    (local.set $at (global.get $found))
    (loop $some
      (local.set $end (i32.add (local.get $at) (i32.const 128)))
      (if (i32.gt_u (local.get $end) (local.get $found)) (then (local.set $end (local.get $found))))
      (local.set $low (v128.const i32x4 0 0 0 0))
      (local.set $high (v128.const i32x4 0 0 0 0))
      (local.set $squares (i32.const 0))
      (loop $add
        (local.set $to (i32.load (local.get $at)))
        (local.set $low (i16x8.add (local.get $low) (v128.load8x8_s (local.get $to))))
        (local.set $high (i16x8.add (local.get $high) (v128.load8x8_s offset=8 (local.get $to))))
        (local.set $last (i32.add (local.get $last) (i32.load8_s offset=16 (local.get $to))))
        (local.set $rarity (i32.load8_s offset=17 (local.get $to)))
        (local.set $squares (i32.add (local.get $squares) (i32.mul (local.get $rarity) (local.get $rarity))))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br_if $add (i32.lt_u (local.get $at) (local.get $end))))
      (local.set $square (f64.add (local.get $square) (f64.convert_i32_s (local.get $squares))))
      (v128.store (i32.const 131072)
        (i32x4.add (v128.load (i32.const 131072)) (i32x4.extend_low_i16x8_s (local.get $low))))
      (v128.store (i32.const 131088)
        (i32x4.add (v128.load (i32.const 131088)) (i32x4.extend_high_i16x8_s (local.get $low))))
      (v128.store (i32.const 131104)
        (i32x4.add (v128.load (i32.const 131104)) (i32x4.extend_low_i16x8_s (local.get $high))))
      (v128.store (i32.const 131120)
        (i32x4.add (v128.load (i32.const 131120)) (i32x4.extend_high_i16x8_s (local.get $high))))
      (br_if $some (i32.lt_u (local.get $at) (local.get $found))))
    (i32.store (i32.const 131136) (local.get $last))
    (local.get $square)))
